import { relative } from 'node:path';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.js';
import { visibleLine } from '../diagnostics/visible.js';

/** The codes of problems with the output folder, or with the files that `update` fetches. */
export type ProblemCode =
  | 'OUTPUT_FOLDER_REFUSED'
  | 'OUTPUT_EDIT_REPLACED'
  | 'OUTPUT_FILE_EDITED'
  | 'OUTPUT_FILE_FOREIGN'
  | 'OUTPUT_NAME_INVALID'
  | 'OUTPUT_PATH_BLOCKED'
  | 'OUTPUT_PRUNE'
  | 'OUTPUT_UNWRITABLE'
  | 'MANIFEST_INVALID'
  | 'MANIFEST_LIMIT'
  | 'LOCK_INVALID'
  | 'SPEC_FILE_FOREIGN'
  | 'SPEC_FILE_EDITED'
  | 'SPEC_PATH_BLOCKED';

export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly help: string;
  readonly severity?: Severity;
}

/** Creates the finding of a problem that has no place in a document. */
export function problem({ code, severity = 'error', message, help }: Problem): Diagnostic {
  return { code, severity, message: visibleLine(message), help: visibleLine(help) };
}

/** Returns a path relative to the working folder. */
export function shown(path: string): string {
  return relative(process.cwd(), path) || '.';
}

/** How many files a message names. */
const MOST_NAMED = 10;

/** Names the first of several files in a message. */
export function named(paths: readonly string[]): string {
  const first = paths.slice(0, MOST_NAMED).join(', ');
  const rest = paths.length - MOST_NAMED;
  return rest > 0 ? `${first} and ${String(rest)} more` : first;
}
