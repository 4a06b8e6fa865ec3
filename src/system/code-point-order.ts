/** Compares strings by Unicode code point, independent of the locale. For `sort`. */
export function byCodePoint(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    // Inside a surrogate pair, the pairs are equal, and so are their second halves.
    const order = (left.codePointAt(index) ?? 0) - (right.codePointAt(index) ?? 0);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
