import type { Diagnostic } from './diagnostic.js';

/** Whether a finding is an error, so that nothing is generated. */
export function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

/** Whether one of the findings is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(isError);
}
