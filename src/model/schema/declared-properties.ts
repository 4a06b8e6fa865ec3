import { resolveSchema, type Schemas } from './schemas.js';
import type { KeywordSchema, Schema } from './schema.js';
import { appliedSchemas } from './subschemas.js';

/** Returns the schemas of a property: in the schema itself, behind references, and in branches. */
export function propertySchemas(schema: Schema, name: string, schemas: Schemas): readonly Schema[] {
  return branchesOf(schema, schemas).flatMap(({ properties }) => properties.get(name) ?? []);
}

/** Returns each property that a schema names, itself, by reference, or in a branch, with its first schema. */
export function declaredProperties(schema: Schema, schemas: Schemas): ReadonlyMap<string, Schema> {
  const declared = new Map<string, Schema>();
  for (const { properties } of branchesOf(schema, schemas)) {
    for (const [name, property] of properties) {
      if (!declared.has(name)) declared.set(name, property);
    }
  }
  return declared;
}

/** Returns a schema and all schemas that apply to the same value, each once, references resolved. */
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
