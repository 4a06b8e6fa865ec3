import type { Overlap } from './characters.js';
import { TooLarge } from './fragment-of.js';
import type { Fragment, Position } from './fragment.js';

/** Two positions that a match may reach with the same string. */
type Pair = readonly [Position, Position];

const maxSteps = 500_000;

/**
 * Whether a loop can match some string in two ways, and so n such strings in a row in 2^n ways. This is
 * the criterion EDA of Weber and Seidl (On the degree of ambiguity of finite automata, 1991), for an
 * automaton whose end leads back to its start.
 * @throws TooLarge if the loop has too many positions
 */
export function isAmbiguous(loop: Fragment, overlap: Overlap): boolean {
  const positions = reachable([...loop.first.keys()]);
  if (positions.some(({ next }) => [...next.values()].includes(2))) return true;
  let steps = 0;
  const successors = ([left, right]: Pair): readonly Pair[] => {
    steps += left.next.size * right.next.size;
    if (steps > maxSteps) throw new TooLarge();
    return [...left.next.keys()].flatMap((from) =>
      [...right.next.keys()]
        .filter((to) => overlap(from.source, to.source))
        .map((to): Pair => [from, to]),
    );
  };
  const isSplit = ([left, right]: Pair): boolean => left !== right;
  const seen = new PairSet();
  const queue = positions
    .flatMap((position) => successors([position, position]))
    .filter((pair) => isSplit(pair) && seen.add(pair));
  for (let pair = queue.pop(); pair !== undefined; pair = queue.pop()) {
    const further = successors(pair);
    if (!further.every(isSplit)) return true;
    for (const each of further) if (seen.add(each)) queue.push(each);
  }
  return false;
}

function reachable(start: readonly Position[]): readonly Position[] {
  const found = new Set(start);
  for (const position of found) for (const next of position.next.keys()) found.add(next);
  return [...found];
}

/** A set of unordered pairs. */
class PairSet {
  readonly #seen = new Map<Position, Set<Position>>();

  /** Adds a pair. Returns whether it is new. */
  add([left, right]: Pair): boolean {
    if (this.#seen.get(left)?.has(right) ?? false) return false;
    this.#of(left).add(right);
    this.#of(right).add(left);
    return true;
  }

  #of(position: Position): Set<Position> {
    const others = this.#seen.get(position) ?? new Set();
    this.#seen.set(position, others);
    return others;
  }
}
