/**
 * The result of `work`, or nothing if it takes longer than `ms`. The signal is aborted at the end
 * in either case. The timer, which Node holds, reaches the pending promise and so the signal: the
 * limit holds under garbage collection, also for work that ignores the signal.
 */
export async function within<T>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  if (ms <= 0) return undefined;
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work(controller.signal), timeIsUp]);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}
