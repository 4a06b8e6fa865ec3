/** Where a node of the document was written: the key into the loaded files. */
export interface Origin {
  /** Absolute path of the file. */
  readonly file: string;
  /** JSON pointer within it; empty for the whole file. */
  readonly pointer: string;
}
