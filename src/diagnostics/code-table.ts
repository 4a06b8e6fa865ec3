import type { Severity } from './diagnostic.js';

/** A code of findings: its severity, and what `explain <CODE>` prints. */
export interface CodeEntry {
  readonly severity: Severity;
  /** One line without a full stop. */
  readonly title: string;
  /** Why it is a finding and how to fix it; one paragraph of plain text. */
  readonly explanation: string;
}

/** Entries by code. A code is in SCREAMING_SNAKE_CASE and never changes its meaning. */
export type CodeTable = Readonly<Record<string, CodeEntry>>;
