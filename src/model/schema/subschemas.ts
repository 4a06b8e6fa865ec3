import { keywordsHolding } from './keywords.js';
import type { KeywordSchema, Schema } from './schema.js';

const singles = keywordsHolding('schema');
const arrays = keywordsHolding('array');
const maps = keywordsHolding('map');

/** Returns the schemas one level below, in a fixed order; none for a reference or a boolean. */
export function subschemas(schema: Schema): readonly Schema[] {
  if (schema.kind !== 'keywords') return [];
  return [
    ...maps.flatMap((keyword) => [...schema[keyword].values()]),
    ...dependentSchemas(schema),
    ...itemSchemas(schema),
    ...arrays.flatMap((keyword) => schema[keyword]),
    ...singles.map((keyword) => schema[keyword]).filter(isPresent),
  ];
}

/** Returns the schemas one level below that apply to the same value. */
export function appliedSchemas(schema: KeywordSchema): readonly Schema[] {
  return [
    ...arrays.flatMap((keyword) => schema[keyword]),
    ...dependentSchemas(schema),
    ...[schema.if, schema.then, schema.else, schema.not].filter(isPresent),
  ];
}

/** Returns the schemas that apply to a value if it has a certain property. */
export function dependentSchemas({ dependencies }: KeywordSchema): readonly Schema[] {
  return [...dependencies.values()].filter(isSchema);
}

function isPresent(schema: Schema | undefined): schema is Schema {
  return schema !== undefined;
}

function isSchema(value: Schema | readonly string[]): value is Schema {
  return !Array.isArray(value);
}

/** Returns `items` as an array: one schema for all items, or one for each item of a tuple. */
export function itemSchemas(schema: KeywordSchema): readonly Schema[] {
  const { items } = schema;
  if (items === undefined) return [];
  return isTuple(items) ? items : [items];
}

export function isTuple(items: Schema | readonly Schema[]): items is readonly Schema[] {
  return Array.isArray(items);
}
