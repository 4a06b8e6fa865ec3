import type { Json, JsonObject } from '../../json/json.js';
import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import { isTuple } from '../../model/schema/subschemas.js';
import type { TypeContext } from '../types/schema-type.js';
import { discriminatedJson } from './discriminated-json.js';
import type { TypeNames } from '../names/type-names.js';

/** A draft-07 schema as JSON. */
export type SchemaJson = JsonObject | boolean;

/** Marks an enum whose unknown strings tolerant clients accept; validators ignore it. */
const openKeyword = 'x-open';

/** How schemas are written as JSON. */
export interface JsonContext extends TypeContext {
  /** Whether discriminated unions stay `oneOf` or `anyOf`, for programs that do not read `if`. */
  readonly keepsUnions?: boolean;
}

/**
 * Returns a schema as draft-07 JSON, without descriptions. Named schemas are `$ref`s to their
 * names.
 */
export function schemaJson(schema: Schema, context: JsonContext): SchemaJson {
  const name = context.referenceTo(schema);
  return name === undefined ? declaredJson(schema, context) : { $ref: name };
}

/** Returns the schema of a named type as JSON. */
export function declaredJson(schema: Schema, context: JsonContext): SchemaJson {
  if (schema.kind === 'boolean') return schema.value;
  if (schema.kind === 'reference') return schemaJson(schema, context);
  const one = (keyword: string, value: Schema | undefined): readonly Entry[] =>
    value === undefined ? [] : [[keyword, schemaJson(value, context)]];
  return Object.fromEntries([
    ...valueEntries(schema),
    ...objectEntries(schema, context),
    ...one('additionalProperties', schema.additionalProperties),
    ...one('propertyNames', schema.propertyNames),
    ...itemEntries(schema, context),
    ...one('additionalItems', schema.additionalItems),
    ...one('contains', schema.contains),
    ...combinationEntries(schema, context),
    ...one('not', schema.not),
    ...one('if', schema.if),
    ...one('then', schema.then),
    ...one('else', schema.else),
  ]);
}

function combinationEntries(schema: KeywordSchema, context: JsonContext): readonly Entry[] {
  const { allOf } = schema;
  const union = context.keepsUnions === true ? undefined : schema.union;
  const jsonOf = (schemas: readonly Schema[]): readonly SchemaJson[] =>
    schemas.map((each) => schemaJson(each, context));
  const choice =
    union === undefined ? [] : [discriminatedJson(union, jsonOf(schema[union.keyword]))];
  const lists = [
    ['allOf', [...jsonOf(allOf), ...choice]],
    ['anyOf', union?.keyword === 'anyOf' ? [] : jsonOf(schema.anyOf)],
    ['oneOf', union?.keyword === 'oneOf' ? [] : jsonOf(schema.oneOf)],
  ] as const;
  return lists.filter(([, schemas]) => schemas.length > 0);
}

type Entry = readonly [string, Json];

function valueEntries(schema: KeywordSchema): readonly Entry[] {
  const { types, enum: values, const: constant } = schema;
  const [only] = types ?? [];
  return [
    ...(types === undefined ? [] : entry('type', types.length === 1 && only ? only : types)),
    ...(constant === undefined ? [] : entry('const', constant.value)),
    ...(values === undefined ? [] : entry('enum', values)),
    ...(schema.isOpen === true ? entry(openKeyword, true) : []),
    ...schema.data,
  ];
}

function entry(keyword: string, value: Json): readonly Entry[] {
  return [[keyword, value]];
}

function objectEntries(schema: KeywordSchema, context: JsonContext): readonly Entry[] {
  const { required, properties, patternProperties, dependencies } = schema;
  const dependency = (value: Schema | readonly string[]): Json =>
    isNames(value) ? value : schemaJson(value, context);
  return [
    ...(required.length === 0 ? [] : entry('required', required)),
    ...(properties.size === 0 ? [] : entry('properties', mapJson(properties, context))),
    ...(patternProperties.size === 0
      ? []
      : entry('patternProperties', mapJson(patternProperties, context))),
    ...(dependencies.size === 0
      ? []
      : entry(
          'dependencies',
          Object.fromEntries([...dependencies].map(([key, value]) => [key, dependency(value)])),
        )),
  ];
}

function isNames(value: Schema | readonly string[]): value is readonly string[] {
  return Array.isArray(value);
}

function mapJson(schemas: ReadonlyMap<string, Schema>, context: JsonContext): JsonObject {
  return Object.fromEntries([...schemas].map(([key, value]) => [key, schemaJson(value, context)]));
}

function itemEntries({ items }: KeywordSchema, context: JsonContext): readonly Entry[] {
  if (items === undefined) return [];
  if (!isTuple(items)) return entry('items', schemaJson(items, context));
  return entry(
    'items',
    items.map((item) => schemaJson(item, context)),
  );
}

/** Returns the schemas of all named types, by name. */
export function namedSchemasJson(
  names: TypeNames,
  context: JsonContext,
): Readonly<Record<string, SchemaJson>> {
  return Object.fromEntries(
    [...names.types.values()].map(({ name, schema }) => [name, declaredJson(schema, context)]),
  );
}
