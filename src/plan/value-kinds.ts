import type { Json } from '../load/document.js';
import { isList } from '../load/json-guards.js';
import { resolveSchema, type Schemas } from '../model/schemas.js';
import type { KeywordSchema, Schema, TypeName } from '../model/schema.js';

/** What a JSON value can be; integers are numbers. */
export type ValueKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

export const allKinds = [
  'object',
  'array',
  'string',
  'number',
  'boolean',
  'null',
] as const satisfies readonly ValueKind[];

export function kindOfValue(value: Json): ValueKind {
  if (value === null) return 'null';
  if (isList(value)) return 'array';
  if (typeof value === 'object') return 'object';
  if (typeof value === 'string') return 'string';
  return typeof value === 'number' ? 'number' : 'boolean';
}

function kindOfType(type: TypeName): ValueKind {
  return type === 'integer' ? 'number' : type;
}

/** The kinds of value that a schema can accept at most, as far as types, values and `allOf` tell. */
export function kindsOf(
  schema: Schema,
  schemas: Schemas,
  seen: readonly Schema[] = [],
): readonly ValueKind[] {
  const resolved = resolveSchema(schema, schemas);
  if (resolved.kind !== 'keywords' || seen.includes(resolved)) return allKinds;
  const limits = [
    resolved.types?.map(kindOfType),
    valuesOf(resolved)?.map(kindOfValue),
    ...resolved.allOf.map((part) => kindsOf(part, schemas, [...seen, resolved])),
  ];
  return allKinds.filter((kind) => limits.every((limit) => limit?.includes(kind) ?? true));
}

/** The values that `const` and `enum` leave. */
export function valuesOf(schema: KeywordSchema): readonly Json[] | undefined {
  return schema.const === undefined ? schema.enum : [schema.const.value];
}
