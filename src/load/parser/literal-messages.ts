/**
 * Spectral evaluates `{{name}}` and `#{{expression}}` in messages of its rules, which quote names of
 * the document. A message without braces is left as it is.
 */

/** For private use (Unicode 23.5): stands for a brace, or for itself, as the digit after it says. */
const mark = '\u{e000}';

/** The message without braces. */
export function sealed(message: string): string {
  return message.replaceAll(mark, `${mark}0`).replaceAll('{', `${mark}1`);
}

/** A message as it was before it was sealed. */
export function unsealed(message: string): string {
  return message.replace(/\u{e000}([01])/gu, (_, digit) => (digit === '0' ? mark : '{'));
}
