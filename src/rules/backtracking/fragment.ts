import { addCounts, product, scaleCounts, sum, type Count, type Counts } from './count.js';

/** One place in an expression that takes a character. */
export interface Position {
  /** The expression for that character alone. */
  readonly source: string;
  /** Where a match may go on, and in how many ways without a further character. */
  readonly next: Map<Position, Count>;
}

/**
 * A part of an expression as a position automaton (Glushkov, 1961) that counts: two ways from one
 * position to the next without a character between them are two ways to match the same text.
 */
export interface Fragment {
  /** In how many ways it matches no text. */
  readonly empty: Count;
  readonly first: Counts<Position>;
  readonly last: Counts<Position>;
  /** Of the texts that it matches, where it is the same for all. */
  readonly length: number | undefined;
}

const none: Counts<Position> = new Map();

/** What takes no character. */
export const nothing: Fragment = { empty: 1, first: none, last: none, length: 0 };
/** What matches no text at all. */
export const impossible: Fragment = { empty: 0, first: none, last: none, length: undefined };

export function single(source: string): Fragment {
  const position: Position = { source, next: new Map() };
  return { empty: 0, first: new Map([[position, 1]]), last: new Map([[position, 1]]), length: 1 };
}

export function sequence(left: Fragment, right: Fragment): Fragment {
  connect(left.last, right.first);
  return {
    empty: product(left.empty, right.empty),
    first: addCounts(left.first, scaleCounts(right.first, left.empty)),
    last: addCounts(right.last, scaleCounts(left.last, right.empty)),
    length: addLengths(left.length, right.length),
  };
}

export function either(left: Fragment, right: Fragment): Fragment {
  return {
    empty: sum(left.empty, right.empty),
    first: addCounts(left.first, right.first),
    last: addCounts(left.last, right.last),
    length: left.length === right.length ? left.length : undefined,
  };
}

/** JavaScript refuses a repetition that takes no text, so there is one way to take none. */
export function optional(part: Fragment): Fragment {
  return { ...part, empty: 1, length: part.length === 0 ? 0 : undefined };
}

/** Once or more. */
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
