/** For what is recursive, of values that may be nested to any depth. */

/** `undefined` if the stack overflows. */
export function withinStack<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (isOverflow(error)) {
      return undefined;
    }
    throw error;
  }
}

/** An `InternalError` in Firefox, a `RangeError` elsewhere. */
function isOverflow(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    (error instanceof Error && error.name === "InternalError")
  );
}
