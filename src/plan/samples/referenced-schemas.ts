import { entriesOf, isArray, type Json, referenceOf } from '../../json/json.js';

/**
 * Returns the named schemas that schemas refer to, directly or through others. A `$ref` contains a
 * name.
 */
export function referencedSchemas<T extends Json>(
  schemas: readonly Json[],
  named: Readonly<Record<string, T>>,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  const names = new Set(schemas.flatMap(referencesIn));
  for (const name of names) {
    const schema = Object.hasOwn(named, name) ? named[name] : undefined;
    if (schema === undefined) continue;
    found.set(name, schema);
    for (const reference of referencesIn(schema)) names.add(reference);
  }
  return found;
}

function referencesIn(value: Json): readonly string[] {
  if (isArray(value)) return value.flatMap(referencesIn);
  const reference = referenceOf(value);
  if (reference !== undefined) return [reference];
  return entriesOf(value).flatMap(([, item]) => referencesIn(item));
}
