/** Words of a name in snake, kebab, camel or any other case: `evse_idNew` gives `evse`, `id`, `New`. */
export function wordsOf(name: string): readonly string[] {
  return name
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
  const parts = name.split(/[^A-Za-z0-9]+/).filter((part) => part !== '');
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
