/** Values that a schema may accept, made from its keywords: near its limits, with and without what is optional. */
import { isArray, isObject, type Json, type JsonObject } from '../../src/json/json.js';
import type { Chance } from '../properties/chance.js';

/** Returns a value that a schema may accept. `schemas` has those that references name. */
export function instanceOf(schema: Json | undefined, schemas: JsonObject, chance: Chance): Json {
  return instance(schema, { schemas, chance, depth: 0 });
}

interface Making {
  readonly schemas: JsonObject;
  readonly chance: Chance;
  readonly depth: number;
}

function instance(schema: Json | undefined, making: Making): Json {
  const { schemas, chance } = making;
  if (!isObject(schema)) return chance.of<Json>(['x', 1, null, true, {}]);
  if (typeof schema['$ref'] === 'string') return instance(schemas[schema['$ref']], making);
  const inner = { ...making, depth: making.depth + 1 };
  if (inner.depth > 16) return 'x';
  if ('const' in schema) return schema['const'] ?? null;
  const listed = arrayAt(schema, 'enum');
  if (listed.length > 0) return listed[chance.below(listed.length)] ?? null;
  const own = ofType(typeOf(schema, chance), schema, inner);
  return combined(own, schema, inner);
}

/** Returns a value of a schema together with those of its parts and of one of its variants. */
function combined(own: Json, schema: JsonObject, making: Making): Json {
  const variants = [...arrayAt(schema, 'anyOf'), ...arrayAt(schema, 'oneOf')];
  const picked = variants.slice(making.chance.below(Math.max(variants.length, 1))).slice(0, 1);
  const made = [...arrayAt(schema, 'allOf'), ...picked].map((part) => instance(part, making));
  const objects = made.filter(isObject);
  if (objects.length > 0 && isObject(own)) return Object.assign({}, ...objects, own);
  const last = made.at(-1);
  return schema['type'] === undefined && last !== undefined ? last : own;
}

function arrayAt(schema: JsonObject, key: string): readonly Json[] {
  const value = schema[key];
  return isArray(value) ? value : [];
}

function typeOf(schema: JsonObject, chance: Chance): Json {
  const { type } = schema;
  if (isArray(type)) return type[chance.below(type.length)] ?? 'null';
  if (type !== undefined) return type;
  if ('properties' in schema || 'required' in schema) return 'object';
  if ('items' in schema) return 'array';
  if (chance.oneIn(3)) return chance.of(['string', 'null', 'boolean']);
  if ('minimum' in schema || 'maximum' in schema || 'multipleOf' in schema) return 'number';
  return chance.of(['string', 'string', 'number', 'object', 'array', 'null', 'boolean']);
}

function ofType(type: Json, schema: JsonObject, making: Making): Json {
  const { chance } = making;
  switch (type) {
    case 'object':
      return objectOf(schema, making);
    case 'array':
      return arrayOf(schema, making);
    case 'string':
      return stringOf(schema, chance);
    case 'number':
      return numberOf(schema, chance) + (chance.oneIn(3) ? 0.5 : 0);
    case 'integer':
      return numberOf(schema, chance);
    case 'boolean':
      return chance.oneIn(2);
    default:
      return null;
  }
}

function objectOf(schema: JsonObject, making: Making): JsonObject {
  const { chance } = making;
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = isArray(schema['required']) ? schema['required'].map(String) : [];
  const isLean = making.depth > 8 || chance.oneIn(3);
  const optional = Object.keys(properties).filter(() => !isLean && !chance.oneIn(3));
  const others = schema['additionalProperties'];
  const extra = others !== false && chance.oneIn(3) ? ['zzz'] : [];
  const names = new Set([...required, ...optional, ...extra]);
  return Object.fromEntries(
    [...names].map((name) => [name, instance(properties[name] ?? others ?? true, making)]),
  );
}

function arrayOf(schema: JsonObject, making: Making): readonly Json[] {
  const { items } = schema;
  const least = Number(schema['minItems'] ?? 0);
  const most = Number(schema['maxItems'] ?? least + 2);
  const length = making.depth > 8 ? least : near(least, most, making.chance);
  return Array.from({ length: Math.min(length, 6) }, (_, index) =>
    instance(isArray(items) ? (items[index] ?? schema['additionalItems']) : items, making),
  );
}

function stringOf(schema: JsonObject, chance: Chance): string {
  if (schema['format'] === 'date-time') return '2024-01-01T00:00:00Z';
  if (schema['format'] === 'email') return 'a@example.com';
  const least = Number(schema['minLength'] ?? 0);
  return 'x'.repeat(near(least, Number(schema['maxLength'] ?? least + 6), chance));
}

function numberOf(schema: JsonObject, chance: Chance): number {
  const least = Number(schema['minimum'] ?? schema['exclusiveMinimum'] ?? -3);
  const most = Number(schema['maximum'] ?? schema['exclusiveMaximum'] ?? Math.max(least, 0) + 12);
  return near(Math.ceil(least), Math.floor(most), chance);
}

/** Returns an integer between two limits, often one of them. */
function near(least: number, most: number, chance: Chance): number {
  if (most <= least) return least;
  return chance.of([least, most, least + chance.below(most - least + 1)]);
}
