import { resolveSchema, type Schemas } from './schemas.js';
import type { KeywordSchema, Schema } from './schema.js';
import { appliedSchemas } from './subschemas.js';

/** The schemas that a schema has for a property, be it itself, by reference, or in a branch. */
export function propertySchemas(schema: Schema, name: string, schemas: Schemas): readonly Schema[] {
  return branchesOf(schema, schemas).flatMap(({ properties }) => properties.get(name) ?? []);
}

/** Every property that a schema names, be it itself, by reference, or in a branch. */
export function propertyNames(schema: Schema, schemas: Schemas): readonly string[] {
  const names = branchesOf(schema, schemas).flatMap(({ properties }) => [...properties.keys()]);
  return [...new Set(names)];
}

/** A schema and all that speak of the same value, references followed, each once. */
function branchesOf(schema: Schema, schemas: Schemas): readonly KeywordSchema[] {
  const branches = new Set<KeywordSchema>();
  const queue = [schema];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const resolved = resolveSchema(next, schemas);
    if (resolved.kind !== 'keywords' || branches.has(resolved)) continue;
    branches.add(resolved);
    for (const applied of appliedSchemas(resolved)) queue.push(applied);
  }
  return [...branches];
}
