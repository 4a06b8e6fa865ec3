import type { KeywordSchema, Schema } from './schema.js';

/** The schemas one level below, in a fixed order; none below a reference or a boolean. */
export function subschemas(schema: Schema): readonly Schema[] {
  if (schema.kind !== 'keywords') return [];
  return [
    ...schema.properties.values(),
    ...schema.patternProperties.values(),
    ...[...schema.dependencies.values()].filter(isSchema),
    ...itemSchemas(schema),
    ...schema.allOf,
    ...schema.anyOf,
    ...schema.oneOf,
    ...[
      schema.additionalProperties,
      schema.propertyNames,
      schema.additionalItems,
      schema.contains,
      schema.not,
      schema.if,
      schema.then,
      schema.else,
    ].filter((child) => child !== undefined),
  ];
}

/** The schemas one level below that speak of the same value. */
export function appliedSchemas(schema: KeywordSchema): readonly Schema[] {
  const dependent = [...schema.dependencies.values()].filter(isSchema);
  const { if: condition, then, else: otherwise, not } = schema;
  return [
    ...schema.allOf,
    ...schema.anyOf,
    ...schema.oneOf,
    ...dependent,
    ...[condition, then, otherwise, not].filter((each) => each !== undefined),
  ];
}

function isSchema(value: Schema | readonly string[]): value is Schema {
  return !Array.isArray(value);
}

/** `items` as a list: one schema for all, or one for each place of a tuple. */
export function itemSchemas(schema: KeywordSchema): readonly Schema[] {
  const { items } = schema;
  if (items === undefined) return [];
  return isTuple(items) ? items : [items];
}

export function isTuple(items: Schema | readonly Schema[]): items is readonly Schema[] {
  return Array.isArray(items);
}
