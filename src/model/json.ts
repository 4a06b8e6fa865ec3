import type { Json } from '../load/document.js';
import { isObject } from '../load/json-guards.js';

/** Own entries of an object, none for anything else. */
export function entriesOf(value: Json | undefined): readonly (readonly [string, Json])[] {
  return isObject(value) ? Object.entries(value) : [];
}

/** `{ [key]: value }` where there is a value, `{}` where there is none: keeps optional keys absent. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const result: { [P in K]?: V } = {};
  if (value !== undefined) result[key] = value;
  return result;
}
