/** Compares by Unicode code point, so that an order depends on no locale; for `sort`. */
export function byCodePoint(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    // In the middle of a pair both are, and have the same second half.
    const order = (left.codePointAt(index) ?? 0) - (right.codePointAt(index) ?? 0);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
