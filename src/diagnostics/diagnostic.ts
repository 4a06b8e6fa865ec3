/** `error` ends a run with exit code 3, `warning` and `info` never stop generation. */
export type Severity = 'error' | 'warning' | 'info';

/** A place in a text: line and column from 1. */
export interface Place {
  /** Absolute path, symbolic links resolved; reporters show it relative to the working folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** End of the marked text, exclusive; absent where only a point is known. */
  readonly end?: { readonly line: number; readonly column: number };
  /** JSON pointer within the file, e.g. `/channels/lock/address`. */
  readonly pointer?: string;
  /** Set where the text there is not to be shown: the file is not known for a part of the document. */
  readonly isWithheld?: true;
}

/** Something that the user can mend. Exceptions are bugs of ours; these are not. */
export interface Diagnostic {
  /** Stable, one of the catalogue's, e.g. `REF_OUTSIDE_ROOT`. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, and why it matters, in one or two sentences. */
  readonly message: string;
  /** How to mend it. */
  readonly help: string;
  readonly place?: Place;
  /** Other places that belong to the story, e.g. the first of two definitions. */
  readonly related?: readonly { readonly message: string; readonly place: Place }[];
}
