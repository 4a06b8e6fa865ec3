import { createHash } from 'node:crypto';

/** The text with LF line endings: a checkout may have turned them into CRLF. */
export function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** The SHA-256, in hex, of a text whose line endings do not matter. */
export function hashText(text: string): string {
  return createHash('sha256').update(withLineFeeds(text)).digest('hex');
}
