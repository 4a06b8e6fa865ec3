import { entriesOf, isArray, isObject, type Json, type JsonObject } from '../../src/json/json.js';

/**
 * The type that holds nothing but a value. Objects get an absent member for each name in `padding`:
 * TypeScript refuses objects that have no property in common with a type all of whose properties
 * are optional, though they are of that type ("weak type detection").
 */
export function valueType(value: Json, padding: readonly string[]): string {
  if (isArray(value)) return `[${value.map((item) => valueType(item, padding)).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const present = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${valueType(item, padding)}`,
  );
  const absent = padding
    .filter((key) => !Object.hasOwn(value, key))
    .map((key) => `${JSON.stringify(key)}?: never`);
  return `{ ${[...present, ...absent].join('; ')} }`;
}

/** One optional property of every object schema within some schemas. */
export function paddingOf(schemas: JsonObject): readonly string[] {
  return [...new Set(optionalNames(schemas))];
}

function optionalNames(schema: Json): readonly string[] {
  if (isArray(schema)) return schema.flatMap(optionalNames);
  if (!isObject(schema)) return [];
  const required = schema['required'];
  const first = entriesOf(schema['properties'])
    .map(([key]) => key)
    .find((key) => !(isArray(required) && required.includes(key)));
  return [...(first === undefined ? [] : [first]), ...Object.values(schema).flatMap(optionalNames)];
}
