/** A file of the output: a relative POSIX path and its content, with LF line endings. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}
