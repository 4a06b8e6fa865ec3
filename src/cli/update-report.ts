import { visibleLine } from '../diagnostics/visible.js';
import { wrap } from '../diagnostics/wrap.js';
import type { VendoredFolder, VendorReport } from '../vendor/vendored.js';
import type { FailOnChange } from './diff-options.js';
import type { Io } from './io.js';
import { count } from './report.js';

/** What a run has done, or would do. */
interface Result {
  readonly report: VendorReport;
  readonly isWritten: boolean;
  /** The documents whose former version cannot be read. */
  readonly unknown: readonly string[];
}

interface Options extends FailOnChange {
  readonly quiet?: true;
  readonly check?: true;
}

/** Prints a line for each folder to standard error: where its documents come from, and what was written. */
export function printFolders(
  folders: readonly VendoredFolder[],
  { report, isWritten, unknown }: Result,
  { options: { quiet, check, failOnChange }, io }: { readonly options: Options; readonly io: Io },
): void {
  const { columns, paint, write } = io.err;
  if (quiet === true && (isWritten || check !== undefined)) return;
  const print = (line: string): void => write(`${wrap(line, { columns, indent: 2 })}\n`);
  for (const document of unknown) {
    print(
      `${paint('yellow', '!')} ${visibleLine(document)}: what changes is not known, since its former version has errors`,
    );
  }
  for (const { folder, source } of folders) {
    const totals = totalsOf(`${folder}/`, report, isWritten);
    print(`${folder}: ${totals}, from ${visibleLine(source)}`);
  }
  if (!isWritten && check === undefined) {
    const level = failOnChange ?? 'breaking';
    print(
      `${paint('red', '✗')} nothing written; to accept what --fail-on-change ${level} does not allow, run this command without it`,
    );
  }
}

function totalsOf(
  start: string,
  { write, remove, unchanged }: VendorReport,
  isWritten: boolean,
): string {
  const within = (paths: readonly string[]): number =>
    paths.filter((path) => path.startsWith(start)).length;
  const [written, removed] = isWritten ? ['written', 'removed'] : ['to write', 'to remove'];
  const totals = [
    [within(write.map(({ path }) => path)), written],
    [within(unchanged), 'unchanged'],
    [within(remove), removed],
  ] as const;
  return totals
    .filter(([number]) => number > 0)
    .map(([number, done], index) => `${index === 0 ? count(number, 'file') : number} ${done}`)
    .join(', ');
}
