import type { SourceFile } from '../source/source-file.js';

/** A value within a file. */
export interface Target {
  readonly file: SourceFile;
  readonly pointer: string;
}

/** Where a reference leads: as written, and past references that its pointer passes through. */
export interface Link {
  /** Where the reference stands. */
  readonly at: Target;
  readonly written: Target;
  readonly actual: Target;
}
