/** Compares by Unicode code point, so that an order depends on no locale; for `sort`. */
export function byCodePoint(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  const differs = a.findIndex((char, index) => char !== b[index]);
  if (differs === -1) return a.length - b.length;
  return (a[differs]?.codePointAt(0) ?? -1) - (b[differs]?.codePointAt(0) ?? -1);
}
