/** A reason, other than an error of the system, why the output cannot be written. */
export class WriteFault extends Error {
  override readonly name = 'WriteFault';

  /** `message` is a sentence without a full stop. */
  constructor(
    message: string,
    readonly help: string,
  ) {
    super(message);
  }
}

/**
 * A change failed halfway and could not be undone. The staging folder must stay: the next run reads
 * from it which files are ours.
 */
export class HalfDone extends Error {
  override readonly name = 'HalfDone';
}
