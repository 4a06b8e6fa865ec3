/** What a test expects of an operation. `R` is what each method returns: nothing, or a promise. */
export interface Matchers<R> {
  /** There was at least one message of the operation. */
  toHaveBeenCalled(): R;
  toHaveBeenCalledOnce(): R;
  toHaveBeenCalledTimes(count: number): R;
  /** There was a message with this payload. Parts of it may be matchers of Jest or Vitest. */
  toHaveBeenCalledWith(payload: unknown): R;
  /** There was no message of the operation. */
  notToHaveBeenCalled(): R;
}

/** Expects something of an operation, now or soon. */
export interface Expectation extends Matchers<void> {
  /** Waits for what is expected, this many milliseconds at most. */
  within(ms: number): Matchers<Promise<void>>;
}
