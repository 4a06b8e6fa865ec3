import type { Level } from '../change.js';

/** What a change does: to the wire, to source code, and why, as the end of the sentence that reports it. */
export type Effect = readonly [wire: Level, source: Level, why: string];

/** A rule of the table: a kind of change, and what it does. */
export type Rule =
  | { readonly title: string; readonly always: Effect }
  | { readonly title: string; readonly received: Effect; readonly sent: Effect };

/** The rules of one family, by code. */
export type Rules = Readonly<Record<string, Rule>>;
