import type { Severity } from './diagnostic.js';

/** A code of findings: its severity, and what `explain <CODE>` prints. */
export interface CodeEntry {
  readonly severity: Severity;
  /** One line without a full stop. */
  readonly title: string;
  /** Why it is a finding and how to fix it; one paragraph of plain text. */
  readonly explanation: string;
  /**
   * What every command but `validate` assumes instead of stopping at the error; absent if nothing
   * sensible can be assumed. One or two sentences of plain text.
   */
  readonly assumption?: string;
}

/**
 * Returns entries by code. A code is in SCREAMING_SNAKE_CASE and never changes its meaning. The type has the codes, but
 * not the texts, which declarations would repeat.
 */
export function codeTable<Code extends string>(
  entries: Readonly<Record<Code, CodeEntry>>,
): Readonly<Record<Code, CodeEntry>> {
  return entries;
}
