import type { AST } from '@eslint-community/regexpp';
import {
  either,
  impossible,
  nothing,
  optional,
  repeated,
  sequence,
  single,
  type Fragment,
} from './fragment.js';

/** A quantifier with at least this maximum is treated as unlimited. */
const loopMinimum = 10;
/** A repetition of fixed length is unrolled up to this number of characters. */
const maxUnrolled = 150;
/** The maximum number of positions. */
const maxPositions = 500;
/** The maximum number of elements that are read, each counted as often as it is repeated. */
const maxElements = 5_000;

/** Thrown for a regular expression that is too large to analyse. */
export class TooLarge extends Error {}

/** Whether a quantifier repeats often enough for backtracking to take exponential time. */
export function isLoop({ max }: AST.Quantifier): boolean {
  return max >= loopMinimum;
}

/**
 * Builds the automaton of an element of a regular expression.
 * @throws TooLarge if the element has too many positions
 */
export function fragmentOf(element: AST.Element): Fragment {
  return new Reader().read(element);
}

class Reader {
  #elements = 0;
  #positions = 0;

  read(element: AST.Element): Fragment {
    this.#elements += 1;
    if (this.#elements > maxElements) throw new TooLarge();
    switch (element.type) {
      case 'Assertion':
        return nothing;
      case 'Group':
      case 'CapturingGroup':
        return this.#any(element.alternatives);
      case 'Quantifier':
        return this.#quantified(element);
      case 'Backreference':
        return this.#position('[^]');
      default:
        return this.#position(element.raw);
    }
  }

  #any(alternatives: readonly AST.Alternative[]): Fragment {
    return alternatives
      .map(({ elements }) => elements.map((each) => this.read(each)).reduce(sequence, nothing))
      .reduce(either, impossible);
  }

  #position(source: string): Fragment {
    this.#positions += 1;
    if (this.#positions > maxPositions) throw new TooLarge();
    return single(source);
  }

  #quantified({ element, min, max }: AST.Quantifier): Fragment {
    if (max === 0) return nothing;
    const part = this.read(element);
    const isFixed = min === max && part.length !== undefined && part.length * max <= maxUnrolled;
    if (max >= loopMinimum && !isFixed) {
      const loop = repeated(part);
      return min === 0 ? optional(loop) : loop;
    }
    const copies = Array.from({ length: max - 1 }, () => this.read(element));
    const needed = [part, ...copies].slice(0, min).reduce(sequence, nothing);
    const further = [part, ...copies]
      .slice(min)
      .reduceRight((rest, each) => optional(sequence(each, rest)), nothing);
    return sequence(needed, further);
  }
}
