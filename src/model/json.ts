import type { Json } from '../load/document.js';
import { isObject } from '../load/json-guards.js';

/** Returns the entries of an object; none for any other value. */
export function entriesOf(value: Json | undefined): readonly (readonly [string, Json])[] {
  return isObject(value) ? Object.entries(value) : [];
}

/**
 * Returns `{ [key]: value }`, or `{}` if the value is `undefined`, so that optional keys stay
 * absent.
 */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const result: { [P in K]?: V } = {};
  if (value !== undefined) result[key] = value;
  return result;
}
