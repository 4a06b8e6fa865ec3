import { createHash } from 'node:crypto';
import type { Bindings } from '../generate/document-bindings.js';

/** Returns the text of an entry of the cache. Its first line is a hash of the rest. */
export function entryText(bindings: Bindings): string {
  const text = JSON.stringify(bindings);
  return `${hashOfText(text)}\n${text}`;
}

/** Returns the content of an entry, or `undefined` if its text is damaged. */
export function parseEntry(text: string): Bindings | undefined {
  const end = text.indexOf('\n');
  const rest = text.slice(end + 1);
  if (text.slice(0, end) !== hashOfText(rest)) return undefined;
  const data: unknown = JSON.parse(rest);
  return isBindings(data) ? data : undefined;
}

export function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The hash shows that this tool wrote the entry, so its parts have their types. */
function isBindings(data: unknown): data is Bindings {
  return typeof data === 'object' && data !== null && 'apis' in data && 'files' in data;
}
