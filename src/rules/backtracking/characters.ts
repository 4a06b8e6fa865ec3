import { visitRegExpAST, type AST } from '@eslint-community/regexpp';
import { TooLarge } from './fragment-of.js';

/** Whether two expressions that match one character have a character in common. */
export type Overlap = (left: string, right: string) => boolean;

const maxCharacters = 2_000;
/** A character of each class that regular expressions distinguish outside ASCII. */
const nonAscii = [...'\u00a0éßΩя٣中\u0301\u2028\ufeff€', '\u{1f600}', '\ud800'];

/**
 * Creates a comparison for the expressions of a pattern. It tests the characters that the pattern can
 * distinguish: those it names, the neighbours of its ranges, ASCII, and some others.
 * @throws TooLarge if there are too many characters
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
  if (codes.size > maxCharacters) throw new TooLarge();
  const last = flags === 'u' ? 0x10ffff : 0xffff;
  const named = [...codes].filter((code) => code >= 0 && code <= last);
  return new Set([...named.map((code) => String.fromCodePoint(code)), ...nonAscii]);
}

/** Returns one bit for each character: whether the expression matches it. */
function matched(source: string, flags: '' | 'u', characters: readonly string[]): bigint {
  const expression = new RegExp(`^(?:${source})$`, flags);
  const bits = characters.map((character) => (expression.test(character) ? '1' : '0'));
  return BigInt(`0b${bits.join('')}`);
}
