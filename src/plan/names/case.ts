/** Replacements of letters that have no decomposition into a letter and an accent. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  ł: 'l',
  Ł: 'L',
  þ: 'th',
  Þ: 'TH',
  ı: 'i',
};

/** Removes accents: `Größe` gives `Grosse`. Letters of other scripts stay and separate words. */
function plainLetters(name: string): string {
  if (/^[ -~]*$/.test(name)) return name;
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{ASCII}]/gu, (letter) => letters[letter] ?? letter);
}

/** Splits a name in any case into words: `evse_idNew` gives `evse`, `id`, `New`. */
export function wordsOf(name: string): readonly string[] {
  return plainLetters(name)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/**
 * Returns a name in PascalCase. Only first letters change: `EVInfo` stays, `sCEE-7_7` gives
 * `SCEE77`.
 */
export function pascalCase(name: string): string {
  const parts = plainLetters(name)
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== '');
  return startsLikeIdentifier(parts.map(capitalize).join(''));
}

/** Returns words in camelCase: `getEvse` for `get`, `evse`. The first word becomes lower case. */
export function camelCase(words: readonly string[]): string {
  const [first = '', ...rest] = words;
  return startsLikeIdentifier(first.toLowerCase() + rest.map(capitalize).join(''));
}

export function kebabCase(name: string): string {
  return wordsOf(name).join('-').toLowerCase();
}

function startsLikeIdentifier(name: string): string {
  return /^[0-9]/.test(name) ? `_${name}` : name;
}
