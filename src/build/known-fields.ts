import { isArray, isObject, type Json, member } from '../json/json.js';
import { childPointer } from '../json/pointer.js';

/** A part of the JSON Schema, and the path that ajv reports for it. */
interface Subschema {
  readonly schema: Json;
  readonly path: string;
}

/**
 * Returns the fields of each object that allows no others, by the `schemaPath` of the error that ajv
 * reports for another field. The errors of ajv do not contain them.
 */
export function knownFields(part: Json, path: string): Readonly<Record<string, readonly string[]>> {
  const found: [string, readonly string[]][] = [];
  const open: Subschema[] = [{ schema: part, path }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { schema } = next;
    const properties = isObject(schema) ? member(schema, 'properties') : undefined;
    if (isObject(properties) && member(schema, 'additionalProperties') === false) {
      found.push([`${next.path}/additionalProperties`, Object.keys(properties)]);
    }
    for (const child of childrenOf(next)) open.push(child);
  }
  return Object.fromEntries(found);
}

function childrenOf({ schema, path }: Subschema): readonly Subschema[] {
  if (!isObject(schema) && !isArray(schema)) return [];
  return Object.entries(schema).map(([key, child]) => ({
    schema: child,
    path: childPointer(path, key),
  }));
}
