import type { Closure } from '../../load/references/closure.js';
import { isArray, isObject, type Json } from '../../json/json.js';

/**
 * Creates a function that maps equal values to the same number, and visits each value once. References
 * within a value are equal if they have the same target.
 */
export function createNumbering({ ends }: Closure): (value: Json) => number {
  const numbers = new Map<string, number>();
  const known = new Map<Json, number>();
  const keyOf = (value: Json): string => {
    const end = isObject(value) ? ends.get(value) : undefined;
    if (end !== undefined) return `$${end.file.path}#${end.pointer}`;
    if (isArray(value)) return `[${value.map(numberOf).join()}]`;
    if (!isObject(value)) return JSON.stringify(value);
    const fields = Object.entries(value).map(
      ([key, child]) => `${JSON.stringify(key)}:${numberOf(child)}`,
    );
    return `{${fields.sort().join()}}`;
  };
  const numberOf = (value: Json): number => {
    const old = known.get(value);
    if (old !== undefined) return old;
    const key = keyOf(value);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    if (isObject(value) || isArray(value)) known.set(value, number);
    return number;
  };
  return numberOf;
}
