import { join } from 'node:path';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.js';
import { visible, visibleLine } from '../diagnostics/visible.js';
import { wrap } from '../diagnostics/wrap.js';
import { portablePath } from '../system/portable-path.js';
import type { OutputFile } from '../render/output-file.js';
import type { Account } from '../generate/changes-since.js';
import type { Drift, DriftKind } from '../write/check.js';
import { accountFacts, accountFindings, printAccount } from './account.js';
import type { Io } from './io.js';
import type { Paint, Style } from './paint.js';
import { printJson } from './print-json.js';
import { hasErrors } from '../diagnostics/errors.js';
import {
  count,
  errorsOf,
  findingsJson,
  printTotals,
  reportFindings,
  verdictStream,
  withoutNotes,
  type Format,
} from './report.js';
import type { SpecOptions } from './spec-options.js';

/** The result of comparing an output folder. */
export interface CheckResult {
  /** The absolute path of the output folder. */
  readonly out: string;
  readonly files: readonly OutputFile[];
  readonly drift: readonly Drift[];
  readonly diagnostics: readonly Diagnostic[];
  /** The command that fixes the drift. */
  readonly fix: string;
  /** The names of the APIs whose documents are as they were when the manifest was written. */
  readonly unchangedApis: readonly string[];
  /** What changed in the documents since the folder was written. */
  readonly account: Account;
  /** The places that annotations mark. */
  readonly places: ReadonlyMap<Drift, Place>;
}

/** The number of lines of a diff that are shown. `--format json` prints all of them. */
const MAX_DIFF_LINES = 60;

const REASONS: Readonly<Record<DriftKind, string>> = {
  missing: 'the manifest lists this file, but it does not exist',
  changed: 'this file was edited after it was generated',
  outdated: 'the documents now generate a different file',
  orphaned: 'the documents no longer generate this file',
  new: 'a glob of the last run matches this document now, but it was not generated',
};

/** Explains a drift. If the document is as it was, a file is outdated because of the tool. */
function reasonOf({ kind, path }: Drift, { unchangedApis }: CheckResult): string {
  const isOfTool = unchangedApis.some((name) => path.startsWith(`${name}/`));
  return kind === 'outdated' && isOfTool
    ? 'its document has not changed, but this version of asyncapi-bindgen generates a different file'
    : REASONS[kind];
}

/** Prints the result of a check to standard output. */
export async function printCheck(
  result: CheckResult,
  { format, quiet }: SpecOptions,
  io: Io,
): Promise<void> {
  const { drift, diagnostics, fix, account } = result;
  const failed = hasErrors(diagnostics);
  if (format === 'json') {
    const ok = !failed && drift.length === 0;
    const findings = await findingsJson(diagnostics, io);
    const remedy = drift.length > 0 ? { fix } : {};
    const changes = await accountFacts(account);
    return printJson(io.out, { ok, drift, ...remedy, ...changes, diagnostics: findings });
  }
  const found =
    format === 'github' ? [...driftFindings(result, io), ...(await accountFindings(account))] : [];
  const shown = quiet === true ? errorsOf(diagnostics) : withoutNotes(diagnostics);
  await reportFindings([...shown, ...found], { io, to: io.out, format });
  if (format === 'pretty' && !failed && drift.length > 0) return printDrift(result, io);
  if (quiet !== true) printVerdict(result, { io, format });
}

/** Prints the result in one line. */
function printVerdict(
  { files, drift, diagnostics, fix }: CheckResult,
  { io, format }: { readonly io: Io; readonly format: Format },
): void {
  if (hasErrors(diagnostics)) return format === 'pretty' ? undefined : printTotals(diagnostics, io);
  const { write, paint } = verdictStream(format, io);
  if (drift.length === 0) {
    return write(`${paint('green', '✓')} ${count(files.length, 'file')} up to date\n`);
  }
  const remedy = `To fix this, run: ${visibleLine(fix)}`;
  write(`${paint('red', '✗')} ${count(drift.length, 'file')} not up to date. ${remedy}\n`);
}

async function printDrift(result: CheckResult, io: Io): Promise<void> {
  const { out, drift, fix, account } = result;
  const { columns, paint, write } = io.out;
  for (const each of drift) {
    const { kind, path, diff } = each;
    const place = visibleLine(shownPath(out, path, io));
    const line = `${paint('red', kind)} ${paint('bold', place)}: ${reasonOf(each, result)}`;
    write(`${wrap(line, { columns, indent: 2 })}\n`);
    if (diff !== undefined) write(`${paintDiff(diff, paint)}\n`);
  }
  write('\n');
  await printAccount(account, io, io.out);
  write(`${count(drift.length, 'file')} not up to date. To fix this, run\n`);
  write(`  ${paint('cyan', visibleLine(fix))}\n`);
}

function paintDiff(diff: string, paint: Paint): string {
  const lines = visible(diff.trimEnd()).split('\n');
  const rest = lines.length - MAX_DIFF_LINES;
  const shown = lines.slice(0, MAX_DIFF_LINES).map((line) => `  ${paintLine(line, paint)}`);
  if (rest > 0) shown.push(`  … ${count(rest, 'more line')} (all of them with --format json)`);
  return shown.join('\n');
}

const LINE_STYLES: ReadonlyMap<string, Style> = new Map<string, Style>([
  ['+', 'green'],
  ['-', 'red'],
  ['@', 'cyan'],
]);

function paintLine(line: string, paint: Paint): string {
  const style = LINE_STYLES.get(line.slice(0, 1));
  return style === undefined ? line : paint(style, line);
}

/** Returns a finding for each place and kind of drift, since one line of a document changes several files. */
function driftFindings(result: CheckResult, io: Io): readonly Diagnostic[] {
  const groups = new Map<string, Drift[]>();
  for (const each of result.drift) {
    const key = JSON.stringify([each.kind, reasonOf(each, result), result.places.get(each)]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((group) => finding(group, result, io));
}

function finding(group: readonly Drift[], result: CheckResult, io: Io): readonly Diagnostic[] {
  const [first] = group;
  if (first === undefined) return [];
  const { out, fix, places } = result;
  const paths = group.map(({ path }) => shownPath(out, path, io));
  const place = places.get(first) ?? { file: join(out, first.path), line: 1, column: 1 };
  return [
    {
      code: `DRIFT_${first.kind.toUpperCase()}`,
      severity: 'error',
      message: `${paths.join(', ')}: ${reasonOf(first, result)}.`,
      help: `Run: ${fix}`,
      place,
    },
  ];
}

function shownPath(out: string, path: string, io: Io): string {
  return portablePath(io.cwd, join(out, path));
}
