/** Options of a reporter. */
export interface ReportOptions {
  /** Returns the content of a file by its absolute path, if it was read. */
  readonly readText: (file: string) => string | undefined;
  readonly color: boolean;
  /** The width of the terminal to wrap lines at; by default, lines stay whole. */
  readonly columns?: number | undefined;
  /** Absolute path that files are shown relative to. */
  readonly cwd: string;
}
