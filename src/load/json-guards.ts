import type { Json, JsonObject } from './document.js';

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
