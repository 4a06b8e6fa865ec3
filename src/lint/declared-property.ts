import { resolveSchema, type Schemas } from '../model/schemas.js';
import type { Schema } from '../model/schema.js';
import { appliedSchemas } from './schema-nodes.js';

/** The schemas that a schema has for a property, be it itself, by reference, or in a branch. */
export function propertySchemas(schema: Schema, name: string, schemas: Schemas): readonly Schema[] {
  return branchesOf(schema, schemas).flatMap((branch) => {
    const property = branch.kind === 'keywords' ? branch.properties.get(name) : undefined;
    return property === undefined ? [] : [property];
  });
}

/** A schema and all that speak of the same value, references followed, each once. */
function branchesOf(schema: Schema, schemas: Schemas): readonly Schema[] {
  const branches = new Set<Schema>();
  const queue = [schema];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const resolved = resolveSchema(next, schemas);
    if (branches.has(resolved)) continue;
    branches.add(resolved);
    if (resolved.kind === 'keywords') queue.push(...appliedSchemas(resolved));
  }
  return [...branches];
}
