/** The severity of a finding. An error ends a run with exit code 3; others do not prevent output. */
export type Severity = 'error' | 'warning' | 'info';

/** A place in a file. Lines and columns start at 1. */
export interface Place {
  /** Absolute path with links resolved. Reporters show it relative to the working folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Exclusive end of the marked text; absent if only the start is known. */
  readonly end?: { readonly line: number; readonly column: number };
  /** JSON pointer within the file, e.g. `/channels/lock/address`. */
  readonly pointer?: string;
  /** Set if the text must not be shown, because the file may not be a part of the document. */
  readonly isWithheld?: true;
}

/** A finding: a problem that the user can fix. Exceptions, in contrast, are bugs of the tool. */
export interface Diagnostic {
  /** A stable code of the catalogue, e.g. `REF_OUTSIDE_ROOT`. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, and why it matters, in one or two sentences. */
  readonly message: string;
  /** How to fix it. */
  readonly help: string;
  readonly place?: Place;
  /** What is assumed in place of the mistake; absent if the mistake leaves nothing sensible to make. */
  readonly assumption?: string;
  /** Related places, e.g. the first of two definitions. */
  readonly related?: readonly { readonly message: string; readonly place: Place }[];
}
