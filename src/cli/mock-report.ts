import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { MockReport } from '../mock/report/report.js';
import { isSystemError } from '../system/system-error.js';
import { UsageError } from './usage-error.js';

const FORMATS = ['json', 'junit'] as const;

/** A file that the report of `mock` is written to. */
export interface ReportFile {
  readonly format: (typeof FORMATS)[number];
  /** The path as it was given. */
  readonly file: string;
}

/** Reads a value of `--report`. */
export function addReportFile(
  text: string,
  known: readonly ReportFile[] = [],
): readonly ReportFile[] {
  const [, name, file] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  const format = FORMATS.find((each) => each === name);
  if (format !== undefined && file !== undefined) return [...known, { format, file }];
  throw new InvalidArgumentError(
    'A report must have the form json=file or junit=file, e.g. junit=mock.xml.',
  );
}

/** Throws a `UsageError` if a report could not be written at the end. */
export function refuseReportFolders(files: readonly ReportFile[], cwd: string): void {
  for (const { file } of files) {
    const folder = dirname(resolve(cwd, file));
    if (isFolder(folder)) continue;
    throw new UsageError(
      `The report cannot be written to ${file}: its folder does not exist.`,
      'Create the folder, or use another file with --report.',
    );
  }
}

/** Writes a report to each file. A file has either its former content or all of the new one. */
export async function writeReports(
  files: readonly ReportFile[],
  report: MockReport,
  cwd: string,
): Promise<void> {
  if (files.length === 0) return;
  const { junitReport } = await import('../mock/report/junit.js');
  for (const { format, file } of files) {
    const text =
      format === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : junitReport(report);
    replaceFile(resolve(cwd, file), text);
  }
}

function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}
