import type { SourceFile } from '../source/source-file.js';

/** A file and a JSON pointer to a value in it. */
export interface Target {
  readonly file: SourceFile;
  readonly pointer: string;
}

/** A reference object and its target. */
export interface Link {
  /** The location of the reference object. */
  readonly at: Target;
  /** The target as written. */
  readonly written: Target;
  /** The same target without references that its pointer passes through. */
  readonly actual: Target;
}
