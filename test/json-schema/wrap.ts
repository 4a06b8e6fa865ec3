import { isArray, isObject, type Json, type JsonObject } from '../../src/json/json.js';

/** Where the schema with a number stands in a document that {@link wrap} makes. */
export function payloadPointer(index: number): string {
  return `/channels/c${index}/messages/m${index}/payload`;
}

/** A document with a message for each schema, as its payload. */
export function wrap(schemas: readonly Json[]): JsonObject {
  const channels = schemas.map((schema, index): readonly [string, Json] => [
    `c${index}`,
    {
      address: `c${index}`,
      messages: { [`m${index}`]: { payload: rebased(schema, payloadPointer(index)) } },
    },
  ]);
  return {
    asyncapi: '3.0.0',
    info: { title: 'Suite', version: '1.0.0' },
    channels: Object.fromEntries(channels),
  };
}

/** Keywords that hold data, in which nothing is a reference. */
const dataKeywords = new Set(['const', 'enum', 'default', 'examples']);
/** Keywords that hold schemas by names, which may be called like keywords. */
const mapKeywords = new Set([
  'properties',
  'patternProperties',
  'definitions',
  '$defs',
  'dependencies',
]);

/** A schema whose local references lead to where it stands now. */
function rebased(schema: Json, pointer: string): Json {
  if (isArray(schema)) return schema.map((item) => rebased(item, pointer));
  if (!isObject(schema)) return schema;
  return mapped(schema, (value, key) => {
    if (dataKeywords.has(key)) return value;
    if (key === '$ref' && typeof value === 'string')
      return value.replace(/^#(?=\/|$)/, `#${pointer}`);
    return mapKeywords.has(key) && isObject(value)
      ? mapped(value, (item) => rebased(item, pointer))
      : rebased(value, pointer);
  });
}

/** Not by assignment, so that a key `__proto__` stays one. */
function mapped(object: JsonObject, change: (value: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, change(value, key)]),
  );
}
