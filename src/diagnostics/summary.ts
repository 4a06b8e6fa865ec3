import type { Diagnostic } from './diagnostic.js';

/** Counts findings, e.g. `2 errors, 1 warning`; empty if there are none. */
export function summary(diagnostics: readonly Diagnostic[]): string {
  const counts = (['error', 'warning', 'info'] as const).map((severity) => ({
    severity,
    count: diagnostics.filter((each) => each.severity === severity).length,
  }));
  return counts
    .filter(({ count }) => count > 0)
    .map(
      ({ severity, count }) =>
        `${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`,
    )
    .join(', ');
}
