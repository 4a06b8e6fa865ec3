import { relative } from 'node:path';
import { visibleLine } from '../diagnostics/visible.js';
import type { Bindings } from '../generate/bindings.js';
import type { ApiBindings } from '../generate/document-bindings.js';
import type { WriteReport } from '../write/write.js';
import type { ProjectFit } from './fit-project.js';
import type { Io } from './io.js';
import { count } from './report.js';

/** The result of the command `generate`. */
export interface Generation {
  /** The absolute path of the output folder. */
  readonly out: string;
  readonly generated: Bindings;
  readonly fit: ProjectFit;
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

/** Prints a line for each API and one for the folder, if standard error is a terminal. */
export function printProgress({ out, generated, fit, report }: Generation, io: Io): void {
  const { terminal, paint, write } = io.err;
  if (!terminal || report === undefined) return;
  const summaries = generated.apis.map((api) => summarise(api, generated, io.cwd));
  const width = summaries.reduce((most, { name }) => Math.max(most, name.length), 0);
  const folder = relative(io.cwd, out);
  for (const { name, operations, types, files } of summaries) {
    const facts = `${count(operations, 'operation')}, ${count(types, 'type')}`;
    const place = visibleLine(`${folder}/${name} (${count(files.length, 'file')})`);
    write(`${paint('green', '✓')} ${name.padEnd(width)}  ${facts} → ${place}\n`);
  }
  const { extension, reason } = fit;
  const imports = extension === 'none' ? 'without an extension' : `with .${extension}`;
  write(`${paint('dim', `imports ${imports}: ${reason}`)}\n`);
  const { written, unchanged, removed } = report;
  const totals = [
    `${count(written.length, 'file')} written`,
    `${String(unchanged.length)} unchanged`,
  ];
  if (removed.length > 0) totals.push(`${String(removed.length)} removed`);
  write(`${paint('dim', totals.join(', '))}\n`);
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
