import { asyncapiCodes } from './codes/asyncapi.js';
import { fileCodes } from './codes/file.js';
import { lintCodes } from './codes/lint.js';
import { modelCodes } from './codes/model.js';
import { outputCodes } from './codes/output.js';
import { planCodes } from './codes/plan.js';
import { projectCodes } from './codes/project.js';
import { referenceCodes } from './codes/reference.js';
import { overrideCodes } from './codes/override.js';
import { scenarioCodes } from './codes/scenario.js';
import { textCodes } from './codes/text.js';
import { vendorCodes } from './codes/vendor.js';
import { codeTable, type CodeEntry } from './code-table.js';
import type { Diagnostic } from './diagnostic.js';
import { visibleLine } from './visible.js';

/** All codes. A new code is an entry of a table in `codes/`. */
export const catalogue = codeTable({
  ...fileCodes,
  ...textCodes,
  ...referenceCodes,
  ...asyncapiCodes,
  ...modelCodes,
  ...planCodes,
  ...outputCodes,
  ...vendorCodes,
  ...projectCodes,
  ...overrideCodes,
  ...scenarioCodes,
  ...lintCodes,
});

export type DiagnosticCode = keyof typeof catalogue;

/** Returns the title of a code, or the code itself if it is unknown. */
export function titleOf(code: string): string {
  return new Map<string, CodeEntry>(Object.entries(catalogue)).get(code)?.title ?? code;
}

/** Returns what commands do at a finding, in words; nothing for warnings and infos, which never stop. */
export function consequenceOf({ severity, assumption }: CodeEntry): string {
  if (severity !== 'error') return '';
  return assumption === undefined
    ? 'Commands stop at this error, since it leaves nothing sensible to make.'
    : `With --strict, every command stops at this error; validate always does. Otherwise it is a warning. ${assumption}`;
}

/**
 * Creates a finding with the severity of its code. Its message and help may quote a document, so
 * control characters in them are escaped. Places are data and stay unchanged.
 */
export function diagnostic(
  code: DiagnosticCode,
  { message, help, place, assumption, related }: Omit<Diagnostic, 'code' | 'severity'>,
): Diagnostic {
  return {
    code,
    severity: catalogue[code].severity,
    message: visibleLine(message),
    help: visibleLine(help),
    ...(place === undefined ? {} : { place }),
    ...(assumption === undefined ? {} : { assumption: visibleLine(assumption) }),
    ...(related === undefined
      ? {}
      : { related: related.map((each) => ({ ...each, message: visibleLine(each.message) })) }),
  };
}
