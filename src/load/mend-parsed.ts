import { bundleField, schemaIdField, type Bundle } from './bundle.js';
import type { Json } from './document.js';
import { isObject, member, referenceOf } from './json-guards.js';
import { limits } from './limits.js';
import { segmentsOf, valueAt } from './pointer.js';

type Mutable = Record<string | number, unknown>;

/**
 * Undoes in place what @asyncapi/parser 3.6 does to its result: it leaves some references to
 * references unresolved, and puts the key in place of the id of each schema in the components.
 */
export function mendParsed(parsed: unknown, { data }: Bundle): void {
  if (!isMutable(parsed)) return;
  resolveLeft(parsed);
  Reflect.deleteProperty(parsed, bundleField);
  const schemas = valueAt(data, '/components/schemas');
  for (const [key, schema] of Object.entries(isObject(schemas) ? schemas : {})) {
    const mended = ['components', 'schemas', key].reduce<unknown>(own, parsed);
    if (isMutable(mended)) restoreId(mended, member(endOf(schema, data), schemaIdField));
  }
}

function restoreId(schema: Mutable, id: Json | undefined): void {
  if (id === undefined) Reflect.deleteProperty(schema, schemaIdField);
  else schema[schemaIdField] = id;
}

/** The value at the end of a chain of local references. */
function endOf(start: Json | undefined, data: Json): Json | undefined {
  let value = start;
  for (let hop = 0; hop < limits.hops; hop += 1) {
    const reference = referenceOf(value);
    if (reference === undefined) return value;
    value = valueAt(data, decode(reference));
  }
  return undefined;
}

function decode(reference: string): string {
  return reference.slice(1).replaceAll('%25', '%');
}

function resolveLeft(parsed: Mutable): void {
  const seen = new Set<unknown>([parsed]);
  const stack: Mutable[] = [parsed];
  for (let parent = stack.pop(); parent !== undefined; parent = stack.pop()) {
    for (const key of Object.keys(parent)) {
      const child = resolved(parent[key], parsed);
      if (child !== parent[key]) parent[key] = child;
      if (!isMutable(child) || seen.has(child)) continue;
      seen.add(child);
      stack.push(child);
    }
  }
}

/** Follows what is left as a local reference, as far as it leads anywhere. */
function resolved(start: unknown, parsed: Mutable): unknown {
  let value = start;
  for (let hop = 0; hop < limits.hops; hop += 1) {
    const reference = own(value, '$ref');
    if (typeof reference !== 'string') return value;
    const target = segmentsOf(decode(reference)).reduce<unknown>(own, parsed);
    if (target === undefined) return value;
    value = target;
  }
  return start;
}

function own(value: unknown, key: string): unknown {
  return isMutable(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function isMutable(value: unknown): value is Mutable {
  return typeof value === 'object' && value !== null;
}
