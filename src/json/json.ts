/** Plain data as a YAML 1.2 or JSON text holds it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** An own property; never one of the prototype, whatever the key. */
export function member(value: Json | undefined, key: string): Json | undefined {
  if (isList(value)) return /^(?:0|[1-9]\d*)$/.test(key) ? value[Number(key)] : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The text of a reference object, if the value is one. */
export function referenceOf(value: Json | undefined): string | undefined {
  const reference = member(isObject(value) ? value : undefined, '$ref');
  return typeof reference === 'string' ? reference : undefined;
}

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
