import { originId } from '../../model/origin.js';
import type { KeywordSchema, Schema, SchemaId } from '../../model/schema/schema.js';
import type { Schemas } from '../../model/schema/schemas.js';
import { isTuple } from '../../model/schema/subschemas.js';

/** A schema written inside another that deserves a name, and the words that lead to it. */
export interface NestedType {
  readonly schema: KeywordSchema;
  readonly path: readonly string[];
}

export interface NestedTypeOptions {
  /** Schemas that are named anyway. */
  readonly roots: Schemas;
  /** Ids of schemas to name whatever they are. */
  readonly always: ReadonlySet<SchemaId>;
}

interface NestedSchema {
  readonly schema: Schema;
  readonly path: readonly string[];
}

/**
 * The objects with properties and the string enums inside a schema, found where a property, the
 * items of a list or the values of a map hold exactly one schema. Variants and tuple places have no
 * key that could name them for good, so what stands there is written out in place.
 */
export function nestedTypes(owner: Schema, options: NestedTypeOptions): readonly NestedType[] {
  return nestedSchemasIn(owner).flatMap(({ schema, path }) => {
    const id = originId(schema.origin);
    if (schema.kind !== 'keywords' || options.roots.has(id)) return [];
    const inner = nestedTypes(schema, options).map((nested) => ({
      ...nested,
      path: [...path, ...nested.path],
    }));
    return deservesName(schema) || options.always.has(id) ? [{ schema, path }, ...inner] : inner;
  });
}

function nestedSchemasIn(schema: Schema): readonly NestedSchema[] {
  if (schema.kind !== 'keywords') return [];
  const { properties, items, additionalProperties } = schema;
  return [
    ...[...properties].map(([key, value]) => ({ schema: value, path: [key] })),
    ...(items === undefined || isTuple(items) ? [] : [{ schema: items, path: ['Item'] }]),
    ...(additionalProperties === undefined
      ? []
      : [{ schema: additionalProperties, path: ['Value'] }]),
  ];
}

function deservesName(schema: KeywordSchema): boolean {
  return schema.properties.size > 0 || isStringEnum(schema);
}

/** An enum of strings only, which gets a companion array. */
export function isStringEnum(schema: Schema): boolean {
  return (
    schema.kind === 'keywords' &&
    schema.enum !== undefined &&
    schema.enum.length > 0 &&
    schema.enum.every((value) => typeof value === 'string')
  );
}
