/** A value that JSON can represent. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Whether a value is a JSON array. */
export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether a value is a JSON object: neither an array nor `null`. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isArray(value);
}

/** Returns an own property of an object or an item of an array; never a property of a prototype. */
export function member(value: Json | undefined, key: string): Json | undefined {
  if (isArray(value)) return /^(?:0|[1-9]\d*)$/.test(key) ? value[Number(key)] : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Returns the `$ref` string of a reference object, or `undefined` for any other value. */
export function referenceOf(value: Json | undefined): string | undefined {
  const reference = member(isObject(value) ? value : undefined, '$ref');
  return typeof reference === 'string' ? reference : undefined;
}

/** Returns the own entries of an object, or an empty array for any other value. */
export function entriesOf(value: Json | undefined): readonly (readonly [string, Json])[] {
  return isObject(value) ? Object.entries(value) : [];
}

/** Returns `{ [key]: value }`, or `{}` if the value is `undefined`: optional keys stay absent. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const result: { [P in K]?: V } = {};
  if (value !== undefined) result[key] = value;
  return result;
}
