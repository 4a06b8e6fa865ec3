import { originId } from '../../model/origin.js';
import type { KeywordSchema, Schema, SchemaId } from '../../model/schema/schema.js';
import type { Schemas } from '../../model/schema/schemas.js';
import { isTuple } from '../../model/schema/subschemas.js';

/** A schema inside another one that gets a name, and the path to it. */
export interface NestedType {
  readonly schema: KeywordSchema;
  readonly path: readonly string[];
}

export interface NestedTypeOptions {
  /** Schemas that have a name of their own. */
  readonly roots: Schemas;
  /** Ids of schemas that get a name whatever they are. */
  readonly always: ReadonlySet<SchemaId>;
}

interface NestedSchema {
  readonly schema: Schema;
  readonly path: readonly string[];
}

/**
 * Finds the schemas inside a schema that get a name: objects with properties, and enums of strings.
 * It searches properties, array items and map values. Variants and tuple items have no stable key
 * to name them by, so their types are written in place.
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

/** Whether a schema is an enum of strings, which gets an array of its values. */
export function isStringEnum(schema: Schema): boolean {
  return (
    schema.kind === 'keywords' &&
    schema.enum !== undefined &&
    schema.enum.length > 0 &&
    schema.enum.every((value) => typeof value === 'string')
  );
}
