/** What a reporter needs beside the findings. */
export interface ReportOptions {
  /** Text of a file by its absolute path, if it is at hand. */
  readonly readText: (file: string) => string | undefined;
  readonly color: boolean;
  /** Absolute; files are shown relative to it. */
  readonly cwd: string;
}
