/** Letters that no accent can be taken off. */
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

/** Accents off: `Größe` gives `Grosse`. Letters of other scripts stay, and end a word. */
function plainLetters(name: string): string {
  if (/^[ -~]*$/.test(name)) return name;
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{ASCII}]/gu, (letter) => letters[letter] ?? letter);
}

/** Words of a name in snake, kebab, camel or any other case: `evse_idNew` gives `evse`, `id`, `New`. */
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

/** Keeps what is inside a word as it is: `EVInfo` stays, `sCEE-7_7` gives `SCEE77`. */
export function pascalCase(name: string): string {
  const parts = plainLetters(name)
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== '');
  return startsLikeIdentifier(parts.map(capitalize).join(''));
}

/** `getEvse` of `get`, `evse`; the first word is lower case as a whole. */
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
