import { asyncapiCodes } from './codes/asyncapi.js';
import { fileCodes } from './codes/file.js';
import { lintCodes } from './codes/lint.js';
import { modelCodes } from './codes/model.js';
import { outputCodes } from './codes/output.js';
import { planCodes } from './codes/plan.js';
import { referenceCodes } from './codes/reference.js';
import { textCodes } from './codes/text.js';
import type { CodeEntry } from './code-table.js';
import type { Diagnostic } from './diagnostic.js';
import { visibleLine } from './visible.js';

const tables = {
  ...fileCodes,
  ...textCodes,
  ...referenceCodes,
  ...asyncapiCodes,
  ...modelCodes,
  ...planCodes,
  ...outputCodes,
  ...lintCodes,
} as const;

export type DiagnosticCode = keyof typeof tables;

/** Every code there is; a new one is a new entry of a table in `codes/`. */
export const catalogue: Readonly<Record<DiagnosticCode, CodeEntry>> = tables;

/** The title of a code, for which a finding may have any text. */
export function titleOf(code: string): string {
  return new Map<string, CodeEntry>(Object.entries(catalogue)).get(code)?.title ?? code;
}

/**
 * Makes a finding; its severity is that of the catalogue. Its texts may repeat what a document says:
 * nothing in them steers a terminal or a log. Places are data, and stay as they are.
 */
export function diagnostic(
  code: DiagnosticCode,
  { message, help, place, related }: Omit<Diagnostic, 'code' | 'severity'>,
): Diagnostic {
  return {
    code,
    severity: catalogue[code].severity,
    message: visibleLine(message),
    help: visibleLine(help),
    ...(place === undefined ? {} : { place }),
    ...(related === undefined
      ? {}
      : { related: related.map((each) => ({ ...each, message: visibleLine(each.message) })) }),
  };
}
