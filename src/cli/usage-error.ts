/** A mistake in how the tool was called or in what surrounds it: told without a stack, exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(
    message: string,
    readonly help: string,
  ) {
    super(message);
  }
}
