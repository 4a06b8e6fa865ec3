import { visibleLine } from '../diagnostics/visible.js';
import { wrap } from '../diagnostics/wrap.js';
import type { Change } from '../diff/change.js';
import type { VendorReport } from '../vendor/vendored.js';
import { named } from '../write/problem.js';
import { printDifferences } from './diff-report.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { FetchedChanges, FetchedFolder } from './fetched-folder.js';
import type { Io } from './io.js';
import { fileTotals } from './report.js';
import type { UpdateOptions } from './update-options.js';

/** What a run has done, or would do. */
export interface Updated extends FetchedChanges {
  readonly fetched: readonly FetchedFolder[];
  readonly report: VendorReport;
  readonly isWritten: boolean;
  /** The changes that `--fail-on-change` does not allow. */
  readonly failing: readonly Change[];
  readonly code: ExitCode;
}

/** Prints the changes to standard output, and a line for each folder to standard error. */
export async function printUpdate(
  { documents, unknown, failing, fetched, report, isWritten, code }: Updated,
  options: UpdateOptions,
  io: Io,
): Promise<void> {
  const folders = fetched.map((each) => changesIn(each, report, isWritten));
  const lines = folders.map((each) => visibleLine(lineOf(each)));
  const isOk = code === EXIT.ok;
  await printDifferences(documents, {
    ...{ options, io, failing },
    news: { unknown: unknown.map(gapOf), notes: lines, facts: { unknown, folders }, isOk },
  });
  if (options.quiet === true && isOk) return;
  const { columns, paint, write } = io.err;
  const print = (line: string): void => write(`${wrap(line, { columns, indent: 2 })}\n`);
  for (const line of lines) print(isOk ? line : `${paint('red', '✗')} ${line}`);
  if (isWritten && report.write.length > 0 && options.out === undefined) {
    print(paint('dim', 'No bindings were generated: name their folder with -o, or run generate.'));
  }
  if (code === EXIT.change) {
    print('Nothing was written. To accept the changes, run this command without --fail-on-change.');
  }
}

function gapOf(document: string): string {
  return visibleLine(
    `${document}: what changes is not known, since its former version is not there or has errors.`,
  );
}

/** What changes in a folder. Paths start at the folder. */
interface FolderChanges {
  readonly folder: string;
  readonly source: string;
  readonly isWritten: boolean;
  readonly write: readonly string[];
  readonly remove: readonly string[];
  readonly unchanged: number;
}

function changesIn(
  { folder, source }: FetchedFolder,
  { write, remove, unchanged }: VendorReport,
  isWritten: boolean,
): FolderChanges {
  const start = `${folder}/`;
  const within = (paths: readonly string[]): readonly string[] =>
    paths.filter((path) => path.startsWith(start)).map((path) => path.slice(start.length));
  return {
    ...{ folder, source, isWritten },
    write: within(write.map(({ path }) => path)),
    remove: within(remove),
    unchanged: within(unchanged).length,
  };
}

/** Returns e.g. `specs/city: 1 file written (lights.yaml), 3 unchanged, from ../city/api`. */
function lineOf({ folder, source, write, remove, unchanged, isWritten }: FolderChanges): string {
  const [written, removed] = isWritten ? ['written', 'removed'] : ['to write', 'to remove'];
  const totals = fileTotals([
    { number: write.length, done: `${written} (${named(write)})` },
    { number: unchanged, done: 'unchanged' },
    { number: remove.length, done: `${removed} (${named(remove)})` },
  ]);
  return `${folder}: ${totals}, from ${source}`;
}
