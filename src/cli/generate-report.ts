import { relative } from 'node:path';
import { visibleLine } from '../diagnostics/visible.js';
import { wrap } from '../diagnostics/wrap.js';
import type { Account } from '../generate/changes-since.js';
import type { Bindings } from '../generate/document-bindings.js';
import type { ApiBindings } from '../generate/document-bindings.js';
import type { WriteReport } from '../write/write.js';
import { portablePath } from '../system/portable-path.js';
import type { ProjectFit } from './fit-project.js';
import type { FailOnChange } from './diff-options.js';
import type { Io } from './io.js';
import { count, fileTotals } from './report.js';

/** The result of the command `generate`. */
export interface Generation {
  /** The absolute path of the output folder. */
  readonly out: string;
  readonly generated: Bindings;
  readonly fit: ProjectFit;
  /** What changed in the documents since the folder was written. */
  readonly account: Account;
  /** How many changes `--fail-on-change` does not allow, so that nothing is written; absent if it allows all. */
  readonly refused?: number;
  /** The result of writing; absent if a document has errors, so that nothing is written. */
  readonly report?: WriteReport;
}

interface ApiSummary {
  readonly name: string;
  readonly spec: string;
  readonly operations: number;
  readonly types: number;
  readonly files: readonly string[];
}

/**
 * Prints a line for each API and one for the folder to standard error. Without a report, says that
 * nothing was written.
 */
export function printSummary(
  { out, generated, fit, report, refused }: Generation,
  { failOnChange = 'breaking' }: FailOnChange,
  io: Io,
): void {
  const { columns, paint, write } = io.err;
  const print = (line: string): void => write(`${wrap(line, { columns, indent: 2 })}\n`);
  const folder = visibleLine(portablePath(io.cwd, out)) || '.';
  if (report === undefined) {
    const reason =
      refused === undefined
        ? ''
        : `; --fail-on-change ${failOnChange} does not allow ${count(refused, 'change')}. To accept what changes, run this command without it`;
    return print(`${paint('red', '✗')} ${folder}: nothing written${reason}`);
  }
  const summaries = generated.apis.map((api) => summarise(api, generated, io.cwd));
  const width = summaries.reduce((most, { name }) => Math.max(most, name.length), 0);
  for (const { name, operations, types, files } of summaries) {
    const facts = [
      count(operations, 'operation'),
      count(types, 'type'),
      count(files.length, 'file'),
    ];
    print(`${paint('green', '✓')} ${name.padEnd(width)}  ${facts.join(', ')}`);
  }
  const { extension, reason } = fit;
  const imports = extension === 'none' ? 'without an extension' : `with .${extension}`;
  print(paint('dim', `imports ${imports}: ${reason}`));
  print(`${folder}: ${totalsOf(report)}`);
}

/** Returns how many files were written, left as they are and removed, e.g. `5 files written, 72 unchanged`. */
function totalsOf({ written, unchanged, removed }: WriteReport): string {
  return fileTotals([
    { number: written.length, done: 'written' },
    { number: unchanged.length, done: 'unchanged' },
    { number: removed.length, done: 'removed' },
  ]);
}

/**
 * Returns the result for `--format json`. File names are relative to the output folder, other paths to
 * the working folder.
 */
export function generationJson({ out, generated, fit, report }: Generation, cwd: string): object {
  return {
    out: relative(cwd, out),
    importExtension: fit.extension,
    apis: generated.apis.map((api) => summarise(api, generated, cwd)),
    written: report?.written ?? [],
    unchanged: report?.unchanged ?? [],
    removed: report?.removed ?? [],
  };
}

function summarise(
  { name, spec, operations }: ApiBindings,
  { files }: Bindings,
  cwd: string,
): ApiSummary {
  const own = files.filter(({ path }) => path.startsWith(`${name}/`));
  const types = own.find(({ path }) => path === `${name}/types.ts`)?.text ?? '';
  return {
    name,
    spec: relative(cwd, spec),
    operations,
    types: [...types.matchAll(/^export (?:interface|type) /gm)].length,
    files: own.map(({ path }) => path),
  };
}
