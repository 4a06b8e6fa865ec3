import type { Place } from '../diagnostics/diagnostic.js';

/** How bad a change is. `risky`: it depends on what the document does not say. */
export type Level = 'safe' | 'risky' | 'breaking';

/** The levels, from the harmless to the worst. */
export const levels = ['safe', 'risky', 'breaking'] as const satisfies readonly Level[];

/** Whether the client sends or receives the data that changes; `unused` if no operation has it. */
export type Direction = 'received' | 'sent' | 'unused';

/** A change between two versions of a document, in terms of the bindings. */
export interface Change {
  /** A code of the table of rules. */
  readonly code: string;
  /** What it does to a program that was built with the old bindings, and meets peers that follow the new document. */
  readonly wire: Level;
  /** What it does to the source code of a program that uses the bindings. */
  readonly source: Level;
  /** Set if it concerns data. */
  readonly direction?: Direction;
  readonly message: string;
  /** Where the old document says what it said; of something new, where it would be. */
  readonly old: Place;
  /** Where the new document says it; of something that is gone, where it would be. */
  readonly new: Place;
  /** The names in the old bindings that change; of something new, those in the new ones. */
  readonly symbols: readonly string[];
  /** The methods of the client whose messages it reaches. */
  readonly methods: readonly string[];
}

/** Returns the worse of several levels. */
export function worst(...several: readonly Level[]): Level {
  return levels.findLast((level) => several.includes(level)) ?? 'safe';
}

/** Returns the level of a change: the worse of both. */
export function levelOf({ wire, source }: Pick<Change, 'wire' | 'source'>): Level {
  return worst(wire, source);
}

/** Returns the changes at or above a level; none without one. */
export function changesFrom(
  least: Exclude<Level, 'safe'> | undefined,
  changes: readonly Change[],
): readonly Change[] {
  if (least === undefined) return [];
  return changes.filter((change) => levels.indexOf(levelOf(change)) >= levels.indexOf(least));
}
