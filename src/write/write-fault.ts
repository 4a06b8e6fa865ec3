/** What keeps the output from being written although the system refused nothing. */
export class WriteFault extends Error {
  override readonly name = 'WriteFault';

  /** The message is a sentence without its full stop. */
  constructor(
    message: string,
    readonly help: string,
  ) {
    super(message);
  }
}

/**
 * A change that failed halfway and could not be taken back. The staging folder has to stay: from
 * it the next run knows what is ours.
 */
export class HalfDone extends Error {
  override readonly name = 'HalfDone';
}
