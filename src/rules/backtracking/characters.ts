import { visitRegExpAST, type AST } from '@eslint-community/regexpp';
import { TooLarge } from './fragment-of.js';

/** Whether two expressions for one character have one in common. */
export type Overlap = (left: string, right: string) => boolean;

/** Letters, digits, marks and symbols beyond ASCII, which has all others that classes tell apart. */
const mostCharacters = 2_000;
const strangers = [...'\u00a0éßΩя٣中\u0301\u2028\ufeff€', '\u{1f600}', '\ud800'];

/**
 * Compares by the characters that an expression can tell apart: those it names, the bounds of its
 * ranges and their neighbours, ASCII, and a few of each kind beyond. Throws `TooLarge`.
 */
export function overlapIn(pattern: AST.Pattern, flags: '' | 'u'): Overlap {
  const characters = [...charactersOf(pattern, flags)];
  const known = new Map<string, bigint>();
  const setOf = (source: string): bigint => {
    const set = known.get(source) ?? matched(source, flags, characters);
    known.set(source, set);
    return set;
  };
  return (left, right) => left === right || (setOf(left) & setOf(right)) !== 0n;
}

function charactersOf(pattern: AST.Pattern, flags: '' | 'u'): ReadonlySet<string> {
  const codes = new Set(Array.from({ length: 128 }, (_, code) => code));
  visitRegExpAST(pattern, {
    onCharacterEnter: ({ value }) => void codes.add(value),
    onCharacterClassRangeEnter: ({ min, max }) => {
      for (const code of [min.value - 1, max.value + 1]) codes.add(code);
    },
  });
  if (codes.size > mostCharacters) throw new TooLarge();
  const last = flags === 'u' ? 0x10ffff : 0xffff;
  const named = [...codes].filter((code) => code >= 0 && code <= last);
  return new Set([...named.map((code) => String.fromCodePoint(code)), ...strangers]);
}

/** The characters as bits. */
function matched(source: string, flags: '' | 'u', characters: readonly string[]): bigint {
  const expression = new RegExp(`^(?:${source})$`, flags);
  const bits = characters.map((character) => (expression.test(character) ? '1' : '0'));
  return BigInt(`0b${bits.join('')}`);
}
