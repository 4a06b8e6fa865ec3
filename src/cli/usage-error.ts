/** A usage error or a problem of the environment. It is printed without a stack; the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(
    message: string,
    readonly help: string,
  ) {
    super(message);
  }
}
