import { addCounts, product, scaleCounts, sum, type Count, type Counts } from './count.js';

/** A position in a regular expression that matches one character. */
export interface Position {
  /** The part of the expression that matches the character. */
  readonly source: string;
  /** The positions that may follow, each with the number of ways to reach it. */
  readonly next: Map<Position, Count>;
}

/**
 * A part of a regular expression as a position automaton (Glushkov, 1961) that counts the ways from one
 * position to the next. Two ways between two positions are two ways to match the same string.
 */
export interface Fragment {
  /** The number of ways to match the empty string. */
  readonly empty: Count;
  /** The positions that a match may start with. */
  readonly first: Counts<Position>;
  /** The positions that a match may end with. */
  readonly last: Counts<Position>;
  /** The length of the matched strings, if it is the same for all. */
  readonly length: number | undefined;
}

const none: Counts<Position> = new Map();

/** Matches only the empty string. */
export const nothing: Fragment = { empty: 1, first: none, last: none, length: 0 };
/** Matches no string. */
export const impossible: Fragment = { empty: 0, first: none, last: none, length: undefined };

/** Matches one character. */
export function single(source: string): Fragment {
  const position: Position = { source, next: new Map() };
  return { empty: 0, first: new Map([[position, 1]]), last: new Map([[position, 1]]), length: 1 };
}

/** Matches one fragment after the other. */
export function sequence(left: Fragment, right: Fragment): Fragment {
  connect(left.last, right.first);
  return {
    empty: product(left.empty, right.empty),
    first: addCounts(left.first, scaleCounts(right.first, left.empty)),
    last: addCounts(right.last, scaleCounts(left.last, right.empty)),
    length: addLengths(left.length, right.length),
  };
}

/** Matches one of two fragments. */
export function either(left: Fragment, right: Fragment): Fragment {
  return {
    empty: sum(left.empty, right.empty),
    first: addCounts(left.first, right.first),
    last: addCounts(left.last, right.last),
    length: left.length === right.length ? left.length : undefined,
  };
}

/** Matches a fragment or nothing. JavaScript ignores empty repetitions, so there is one empty match. */
export function optional(part: Fragment): Fragment {
  return { ...part, empty: 1, length: part.length === 0 ? 0 : undefined };
}

/** Matches a fragment once or more often. */
export function repeated(part: Fragment): Fragment {
  connect(part.last, part.first);
  return { ...part, length: part.length === 0 ? 0 : undefined };
}

function connect(from: Counts<Position>, to: Counts<Position>): void {
  for (const [{ next }, before] of from) {
    for (const [position, after] of to) {
      next.set(position, sum(next.get(position) ?? 0, product(before, after)));
    }
  }
}

function addLengths(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? undefined : left + right;
}
