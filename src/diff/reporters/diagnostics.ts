import type { Diagnostic, Severity } from '../../diagnostics/diagnostic.js';
import { levelOf, type Change, type Level } from '../change.js';
import { scopeOf, type DocumentReport } from './document-report.js';
import { placeText } from './places.js';

const severities: Readonly<Record<Level, Severity>> = {
  breaking: 'error',
  risky: 'warning',
  safe: 'info',
};

/** Returns changes as findings at their places in the new documents, for reporters of findings. */
export function changesAsDiagnostics(
  documents: readonly DocumentReport[],
  cwd: string,
): readonly Diagnostic[] {
  return documents
    .flatMap(({ changes }) => changes)
    .map((change) => ({
      code: change.code,
      severity: severities[levelOf(change)],
      message: change.message,
      help: `${gradeOf(change)}; before: ${placeText(change.old, cwd)}`,
      place: change.new,
    }));
}

/** Returns the level, and what it is about, if that is not both the wire and source code. */
function gradeOf(change: Change): string {
  const scope = scopeOf(change);
  return scope === undefined ? levelOf(change) : `${levelOf(change)} (${scope})`;
}
