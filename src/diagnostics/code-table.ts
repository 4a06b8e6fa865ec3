import type { Severity } from './diagnostic.js';

/** What `explain <CODE>` prints, and how severe a finding of this code is. */
export interface CodeEntry {
  readonly severity: Severity;
  /** One line, no full stop. */
  readonly title: string;
  /** Why it is a finding, and what to do; plain text, one paragraph. */
  readonly explanation: string;
}

/** Entries by code, which is in SCREAMING_SNAKE case and never changes its meaning. */
export type CodeTable = Readonly<Record<string, CodeEntry>>;
