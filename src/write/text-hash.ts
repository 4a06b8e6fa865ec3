import { createHash } from 'node:crypto';

/** Returns a text with LF line endings, since a checkout may have converted them to CRLF. */
export function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** Returns the SHA-256 of a text in hexadecimal, independent of its line endings. */
export function hashText(text: string): string {
  return createHash('sha256').update(withLineFeeds(text)).digest('hex');
}
