import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { ReportOptions } from '../diagnostics/reporters/report-options.js';
import type { Channel, Io } from './io.js';

export const FORMATS = ['pretty', 'json', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** Where findings go, and as what. */
export interface ReportTarget {
  readonly io: Io;
  readonly to: Channel;
  readonly format: Exclude<Format, 'json'>;
}

/** Prints findings for people or for GitHub. */
export async function reportFindings(
  diagnostics: readonly Diagnostic[],
  { io, to, format }: ReportTarget,
): Promise<void> {
  if (diagnostics.length === 0) return;
  const options = reportOptions(io, to.color);
  if (format === 'pretty') {
    const { pretty } = await import('../diagnostics/reporters/pretty.js');
    return to.write(pretty(diagnostics, options));
  }
  const { github } = await import('../diagnostics/reporters/github.js');
  to.write(github(diagnostics, options));
}

/** Findings as part of the one JSON object that a command prints. */
export async function findingsJson(diagnostics: readonly Diagnostic[], io: Io): Promise<unknown> {
  const { json } = await import('../diagnostics/reporters/json.js');
  return JSON.parse(json(diagnostics, reportOptions(io, false)));
}

/** What `generate` and `check` show of their documents: notes are for `validate`. */
export function withoutNotes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity !== 'info');
}

/** What `--quiet` leaves, and what commands show that are not about findings. */
export function errorsOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return errorsOf(diagnostics).length > 0;
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}

function reportOptions({ cwd }: Io, color: boolean): ReportOptions {
  return { readText: readTextFile, color, cwd };
}

/** Of a place's file, which is a path that was read; a URL is none, whatever it looks like. */
function readTextFile(path: string): string | undefined {
  if (!isAbsolute(path)) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
