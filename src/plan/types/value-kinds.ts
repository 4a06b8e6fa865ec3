import { isArray, type Json } from '../../json/json.js';
import { resolveSchema, type Schemas } from '../../model/schema/schemas.js';
import type { KeywordSchema, Schema, TypeName } from '../../model/schema/schema.js';

/** The kinds of JSON values. Integers are numbers. */
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
  if (isArray(value)) return 'array';
  if (typeof value === 'object') return 'object';
  if (typeof value === 'string') return 'string';
  return typeof value === 'number' ? 'number' : 'boolean';
}

/** The kind of the values that have a type. */
export function kindOfType(type: TypeName): ValueKind {
  return type === 'integer' ? 'number' : type;
}

/**
 * Returns the kinds of values that a schema may accept, from its types, values and combined schemas.
 * `known` has the results so far. A schema within itself does not limit the kinds.
 */
export function kindsOf(
  schema: Schema,
  schemas: Schemas,
  known: Map<Schema, readonly ValueKind[]> = new Map<Schema, readonly ValueKind[]>(),
): readonly ValueKind[] {
  const resolved = resolveSchema(schema, schemas);
  if (resolved.kind !== 'keywords') return allKinds;
  const before = known.get(resolved);
  if (before !== undefined) return before;
  known.set(resolved, allKinds);
  const kindsBelow = (part: Schema): readonly ValueKind[] => kindsOf(part, schemas, known);
  const limits = [
    resolved.types?.map(kindOfType),
    valuesOf(resolved)?.map(kindOfValue),
    ...resolved.allOf.map(kindsBelow),
    ...[resolved.anyOf, resolved.oneOf]
      .filter((variants) => variants.length > 0)
      .map((variants) => unionOfKinds(variants, kindsBelow)),
  ];
  const kinds = allKinds.filter((kind) => limits.every((limit) => limit?.includes(kind) ?? true));
  known.set(resolved, kinds);
  return kinds;
}

/** Returns the kinds of all variants. It stops at the first variant that allows every kind. */
function unionOfKinds(
  variants: readonly Schema[],
  kindsBelow: (variant: Schema) => readonly ValueKind[],
): readonly ValueKind[] {
  const kinds = new Set<ValueKind>();
  for (const variant of variants) {
    for (const kind of kindsBelow(variant)) kinds.add(kind);
    if (kinds.size === allKinds.length) break;
  }
  return [...kinds];
}

/** Returns the values that `const` and `enum` allow; `undefined` without these keywords. */
export function valuesOf(schema: KeywordSchema): readonly Json[] | undefined {
  return schema.const === undefined ? schema.enum : [schema.const.value];
}
