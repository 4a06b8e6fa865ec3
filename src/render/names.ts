/**
 * Replaces the declarations of each placeholder, such as `isType$$$`, by those of the names of its
 * length, in the order of the names. The file ends with these declarations; each has a JSDoc comment.
 */
export function placeNames(text: string, names: readonly string[]): string {
  if (names.length === 0) return text;
  const [head = '', ...declarations] = text.trimEnd().split(/\n\n(?=\/\*\*)/);
  const byLength = new Map<number, string>();
  for (const declaration of declarations) {
    const length = declaration.match(placeholder)?.[0].length ?? 0;
    byLength.set(length, `${byLength.get(length) ?? ''}\n\n${declaration}`);
  }
  const placed = names.map((name) => {
    const own = byLength.get(name.length);
    if (own === undefined) throw new Error(`No declaration stands for that of ${name}.`);
    return own.replaceAll(placeholder, () => name);
  });
  return `${head}${placed.join('')}\n`;
}

const placeholder = /\$+/g;
