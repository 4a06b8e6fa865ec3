import { byCodePoint } from '../system/code-point-order.js';

/** The largest ledger. Anyone who can change the sources can change it, so its cost is limited. */
export const LARGEST_LEDGER_MIB = 10;

/** Parses the text of a ledger; returns `undefined` if it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns an object with sorted keys. `Object.fromEntries` also handles the key `__proto__`. */
export function sortEntries<T>(
  entries: Iterable<readonly [string, T]>,
): Readonly<Record<string, T>> {
  return Object.fromEntries([...entries].sort(([a], [b]) => byCodePoint(a, b)));
}

/** Whether a value is a SHA-256 in hexadecimal. */
export function isHash(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** Whether a text is larger than a ledger may be. */
export function isTooLarge(text: string): boolean {
  return Buffer.byteLength(text) > LARGEST_LEDGER_MIB * 1_048_576;
}
