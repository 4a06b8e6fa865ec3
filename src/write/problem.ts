import { relative } from 'node:path';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.js';
import { visibleLine } from '../diagnostics/visible.js';

/** Why the output folder could not be read or written, by stable code. */
export type ProblemCode =
  | 'OUTPUT_FOLDER_REFUSED'
  | 'OUTPUT_EDIT_REPLACED'
  | 'OUTPUT_FILE_EDITED'
  | 'OUTPUT_FILE_FOREIGN'
  | 'OUTPUT_NAME_INVALID'
  | 'OUTPUT_PATH_BLOCKED'
  | 'OUTPUT_UNWRITABLE'
  | 'MANIFEST_INVALID'
  | 'MANIFEST_LIMIT';

export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly help: string;
  readonly severity?: Severity;
}

/** A problem of the environment rather than of a document: it has no place in a text. */
export function problem({ code, severity = 'error', message, help }: Problem): Diagnostic {
  return { code, severity, message: visibleLine(message), help: visibleLine(help) };
}

/** A path as the user would type it here. */
export function shown(path: string): string {
  return relative(process.cwd(), path) || '.';
}
