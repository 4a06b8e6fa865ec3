import { resolveSchema, type Schemas } from './schemas.js';
import type { KeywordSchema } from './schema.js';

/** A schema that every value of another one matches, since that one includes it by `allOf`. */
export interface SchemaPart {
  readonly schema: KeywordSchema;
  /** Whether it is the schema itself, or written in place within it. */
  readonly isOwn: boolean;
}

/** A person writes fewer. */
const maxParts = 100;

/** Returns a schema and the schemas that it includes by `allOf`, at any depth, each once. */
export function partsOf(schema: KeywordSchema, schemas: Schemas): readonly SchemaPart[] {
  const parts = new Map<KeywordSchema, SchemaPart>([[schema, { schema, isOwn: true }]]);
  for (const { schema: whole, isOwn } of parts.values()) {
    for (const each of whole.allOf) {
      const part = resolveSchema(each, schemas);
      if (part.kind !== 'keywords' || parts.has(part) || parts.size >= maxParts) continue;
      parts.set(part, { schema: part, isOwn: isOwn && each.kind === 'keywords' });
    }
  }
  return [...parts.values()];
}
