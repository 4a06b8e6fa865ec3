import type { Closure } from '../../load/references/closure.js';
import { isList, isObject, type Json } from '../../json/json.js';

/**
 * Gives equal values the same number. Visits each value once. A reference within a value equals other
 * references to the same place.
 */
export function createNumbering({ ends }: Closure): (value: Json) => number {
  const numbers = new Map<string, number>();
  const known = new Map<Json, number>();
  const textOf = (value: Json): string => {
    const end = isObject(value) ? ends.get(value) : undefined;
    if (end !== undefined) return `$${end.file.path}#${end.pointer}`;
    if (isList(value)) return `[${value.map(numberOf).join()}]`;
    if (!isObject(value)) return JSON.stringify(value);
    const fields = Object.entries(value).map(
      ([key, child]) => `${JSON.stringify(key)}:${numberOf(child)}`,
    );
    return `{${fields.sort().join()}}`;
  };
  const numberOf = (value: Json): number => {
    const old = known.get(value);
    if (old !== undefined) return old;
    const text = textOf(value);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    if (isObject(value) || isList(value)) known.set(value, number);
    return number;
  };
  return numberOf;
}
