/** A file to be written: a relative POSIX path and its whole text, with LF line endings. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}
