import type { Diagnostic, Place } from './diagnostic.js';

/** By file, line, column and code; findings without a place come first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(
    (left, right) =>
      comparePlaces(left.place, right.place) || compareText(left.code, right.code) || 0,
  );
}

function comparePlaces(left: Place | undefined, right: Place | undefined): number {
  if (left === undefined || right === undefined) {
    return Number(left !== undefined) - Number(right !== undefined);
  }
  return compareText(left.file, right.file) || left.line - right.line || left.column - right.column;
}

/** By UTF-16 code unit: the same everywhere, unlike `localeCompare`. */
function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
