/** Starts a call; what it throws becomes a rejection. */
export function startCall<S, T>(
  session: S,
  call: (session: S) => Promise<T>,
): Promise<T> {
  try {
    return call(session);
  } catch (error) {
    return Promise.reject(error);
  }
}
