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

/** From so many repetitions on it makes no difference whether there is a limit at all. */
const many = 10;
/** A text of fixed length is written out as often as it is repeated, up to so many characters. */
const longestText = 150;
const mostPositions = 500;
/** Parts that are read, positions or not, each as often as it is repeated. */
const mostParts = 5_000;

/** The expression is too large to be looked at. */
export class TooLarge extends Error {}

/** Whether a quantifier repeats so often that ways to divide a text among its rounds add up. */
export function isLoop({ max }: AST.Quantifier): boolean {
  return max >= many;
}

/** The automaton of an element; throws `TooLarge`. */
export function fragmentOf(element: AST.Element): Fragment {
  return new Reader().read(element);
}

class Reader {
  #parts = 0;
  #positions = 0;

  read(element: AST.Element): Fragment {
    this.#parts += 1;
    if (this.#parts > mostParts) throw new TooLarge();
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
    if (this.#positions > mostPositions) throw new TooLarge();
    return single(source);
  }

  #quantified({ element, min, max }: AST.Quantifier): Fragment {
    if (max === 0) return nothing;
    const part = this.read(element);
    const isText = min === max && part.length !== undefined && part.length * max <= longestText;
    if (max >= many && !isText) {
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
