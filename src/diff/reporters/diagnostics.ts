import type { Diagnostic, Severity } from '../../diagnostics/diagnostic.js';
import { levelOf, type Level } from '../change.js';
import type { DocumentReport } from './document-report.js';
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
      help: `wire: ${change.wire}, source code: ${change.source}; before: ${placeText(change.old, cwd)}`,
      place: change.new,
    }));
}
