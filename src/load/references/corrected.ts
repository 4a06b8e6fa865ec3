import { isArray, isObject, type Json } from '../../json/json.js';
import { childPointer } from '../../json/pointer.js';

/** Copies data, with reference objects in place of the values at the given pointers. */
export function withReferences(data: Json, references: ReadonlyMap<string, string>): Json {
  const copyOf = (value: Json, pointer: string): Json => {
    const reference = references.get(pointer);
    if (reference !== undefined) return { $ref: reference };
    if (isArray(value))
      return value.map((item, index) => copyOf(item, childPointer(pointer, index)));
    if (!isObject(value)) return value;
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([key, child]) => [key, copyOf(child, childPointer(pointer, key))]),
    );
  };
  return copyOf(data, '');
}
