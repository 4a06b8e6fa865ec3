/** Options of a reporter. */
export interface ReportOptions {
  /** Returns the content of a file by its absolute path, if it was read. */
  readonly readText: (file: string) => string | undefined;
  readonly color: boolean;
  /** Absolute path that files are shown relative to. */
  readonly cwd: string;
}
