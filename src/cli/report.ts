import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { isError } from '../diagnostics/errors.js';
import type { ReportOptions } from '../diagnostics/reporters/report-options.js';
import { summary } from '../diagnostics/summary.js';
import { EXIT } from './exit-code.js';
import type { Io } from './io.js';
import type { OutputStream } from './output-stream.js';
import { printJson } from './print-json.js';

/** The values of `--format`. */
export const FORMATS = ['pretty', 'json', 'github'] as const;

/** A value of `--format`. */
export type Format = (typeof FORMATS)[number];

/** The stream and the format for findings. */
export interface ReportTarget {
  readonly io: Io;
  readonly to: OutputStream;
  readonly format: Exclude<Format, 'json'>;
}

/** Prints findings as text or as GitHub annotations. */
export async function reportFindings(
  diagnostics: readonly Diagnostic[],
  { io, to, format }: ReportTarget,
): Promise<void> {
  if (diagnostics.length === 0) return;
  const options = reportOptions(io, to);
  if (format === 'pretty') {
    const { pretty } = await import('../diagnostics/reporters/pretty.js');
    return to.write(pretty(diagnostics, options));
  }
  const { github } = await import('../diagnostics/reporters/github.js');
  to.write(github(diagnostics, options));
}

/** Prints the errors of documents that a command cannot use; with `json`, all findings. */
export async function refuseDocuments(
  diagnostics: readonly Diagnostic[],
  format: Format,
  io: Io,
): Promise<typeof EXIT.document> {
  if (format === 'json') {
    printJson(io.out, { ok: false, diagnostics: await findingsJson(diagnostics, io) });
  } else {
    await reportFindings(errorsOf(diagnostics), { io, to: io.err, format });
  }
  return EXIT.document;
}

/** Returns findings for the JSON object that a command prints. */
export async function findingsJson(diagnostics: readonly Diagnostic[], io: Io): Promise<unknown> {
  const { json } = await import('../diagnostics/reporters/json.js');
  return JSON.parse(json(diagnostics, reportOptions(io, { color: false })));
}

/** Returns errors and warnings. Only `validate` prints findings of the severity `info`. */
export function withoutNotes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity !== 'info');
}

/** Returns errors and, unless `quiet`, assumptions: for commands that do not check documents. */
export function errorsAndAssumptions(
  diagnostics: readonly Diagnostic[],
  { quiet = false }: { readonly quiet?: boolean },
): readonly Diagnostic[] {
  const isShown = ({ assumption }: Diagnostic): boolean => !quiet && assumption !== undefined;
  return diagnostics.filter((each) => isError(each) || isShown(each));
}

/** Returns only errors, for `--quiet`. */
export function errorsOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(isError);
}

/** Returns where a verdict goes. What reads annotations from standard output gets nothing else there. */
export function verdictStream(format: Format, { out, err }: Io): OutputStream {
  return format === 'pretty' ? out : err;
}

/** Prints the number of findings to standard error, for formats whose report does not end with it. */
export function printTotals(diagnostics: readonly Diagnostic[], { err }: Io): void {
  err.write(`${summary(diagnostics)}\n`);
}

/** Returns a number and a noun, e.g. `1 file` or `2 files`. */
export function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** Returns how many files were treated in which way, e.g. `5 files written, 72 unchanged`. */
export function fileTotals(
  totals: readonly { readonly number: number; readonly done: string }[],
): string {
  return totals
    .filter(({ number }) => number > 0)
    .map(({ number, done }, index) => `${index === 0 ? count(number, 'file') : number} ${done}`)
    .join(', ');
}

function reportOptions(
  { cwd, readText = readTextFile }: Io,
  { color, columns }: Pick<OutputStream, 'color' | 'columns'>,
): ReportOptions {
  return { readText, color, columns, cwd };
}

/** Reads the file of a place. The file of a place may also be a URL, which is not read. */
function readTextFile(path: string): string | undefined {
  if (!isAbsolute(path)) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
