import { byCodePoint } from '../system/code-point-order.js';
import type { Diagnostic, Place } from './diagnostic.js';

/** Sorts findings by file, line, column and code. Findings without a place come first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(
    (left, right) => comparePlaces(left.place, right.place) || byCodePoint(left.code, right.code),
  );
}

function comparePlaces(left: Place | undefined, right: Place | undefined): number {
  if (left === undefined || right === undefined) {
    return Number(left !== undefined) - Number(right !== undefined);
  }
  return byCodePoint(left.file, right.file) || left.line - right.line || left.column - right.column;
}
