import { groupBy } from '../system/group-by.js';
import type { Diagnostic } from './diagnostic.js';

/** Findings of one kind. */
export interface Fold {
  readonly first: Diagnostic;
  /** Further findings to show, each only as far as it differs from the first. */
  readonly others: readonly Diagnostic[];
  /** How many more there are. */
  readonly hidden: number;
}

/** How many findings of one kind are shown. */
const mostShown = 3;

/** Folds findings of one kind, each at the place of its first. */
export function fold(diagnostics: readonly Diagnostic[]): readonly Fold[] {
  return [...groupBy(diagnostics, kindOf).values()].flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    const others = rest.slice(0, mostShown - 1);
    return [{ first, others, hidden: rest.length - others.length }];
  });
}

/** Errors of one code are of different kinds if they need different fixes, so that each fix is shown. */
function kindOf({ severity, code, help }: Diagnostic): string {
  return JSON.stringify(severity === 'error' ? [severity, code, help] : [severity, code]);
}
