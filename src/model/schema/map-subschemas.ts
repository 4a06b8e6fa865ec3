import { keywordsHolding, type KeywordHolding } from './keywords.js';
import type { KeywordSchema, Schema } from './schema.js';
import { isTuple, subschemas } from './subschemas.js';

type Change = (schema: Schema) => Schema;
type Singles = { [K in KeywordHolding<'schema'>]?: Schema };

const singles = keywordsHolding('schema');

/** Returns a schema with the schemas one level below changed; the schema itself if none changes. */
export function mapSubschemas(schema: KeywordSchema, change: Change): KeywordSchema {
  const changed = new Map(subschemas(schema).map((each) => [each, change(each)]));
  if ([...changed].every(([before, after]) => before === after)) return schema;
  const map: Change = (each) => changed.get(each) ?? each;
  return {
    ...schema,
    properties: mapValues(schema.properties, map),
    patternProperties: mapValues(schema.patternProperties, map),
    dependencies: mapValues(schema.dependencies, (needed) =>
      isNames(needed) ? needed : map(needed),
    ),
    ...(schema.items !== undefined && {
      items: isTuple(schema.items) ? schema.items.map(map) : map(schema.items),
    }),
    allOf: schema.allOf.map(map),
    anyOf: schema.anyOf.map(map),
    oneOf: schema.oneOf.map(map),
    ...mapSingles(schema, map),
  };
}

function mapSingles(schema: KeywordSchema, map: Change): Singles {
  const mapped: Singles = {};
  for (const keyword of singles) {
    const each = schema[keyword];
    if (each !== undefined) mapped[keyword] = map(each);
  }
  return mapped;
}

function mapValues<T>(
  values: ReadonlyMap<string, T>,
  map: (value: T) => T,
): ReadonlyMap<string, T> {
  return new Map([...values].map(([key, value]) => [key, map(value)]));
}

function isNames(needed: Schema | readonly string[]): needed is readonly string[] {
  return Array.isArray(needed);
}
