import type { Json, JsonObject } from '../load/document.js';
import {
  entriesOf,
  isJsonArray,
  isJsonObject,
  optional,
  property,
  stringOf,
  stringsOf,
} from './json.js';
import { below, originId, type Origin } from './origin.js';
import { referenceTarget } from './reference.js';
import type { Annotations, DataKeyword, KeywordSchema, Schema, TypeName } from './schema.js';

const typeNames = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] as const;

const dataKeywords = [
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'contentEncoding',
  'contentMediaType',
] as const satisfies readonly DataKeyword[];

/**
 * Reads a draft-07 schema with everything below it. References stay references, by the id of what
 * they point at; constraints beside a `$ref` are ignored and annotations kept (draft-07 §8.3).
 */
export function readSchema(value: Json, origin: Origin): Schema {
  if (!isJsonObject(value)) return { kind: 'boolean', origin, value: value !== false };
  const reference = stringOf(property(value, '$ref'));
  if (reference === undefined) return readKeywords(value, origin);
  const target = originId(referenceTarget(origin.file, reference));
  return { kind: 'reference', origin, target, annotations: readAnnotations(value) };
}

function readAnnotations(value: JsonObject): Annotations {
  const examples = property(value, 'examples');
  return {
    ...optional('title', stringOf(property(value, 'title'))),
    ...optional('description', stringOf(property(value, 'description'))),
    ...optional('deprecated', flag(value, 'deprecated')),
    ...optional('readOnly', flag(value, 'readOnly')),
    ...optional('writeOnly', flag(value, 'writeOnly')),
    ...optional('default', property(value, 'default')),
    ...optional('examples', isJsonArray(examples) ? examples : undefined),
  };
}

function flag(value: JsonObject, key: string): true | undefined {
  return property(value, key) === true ? true : undefined;
}

function readKeywords(value: JsonObject, origin: Origin): KeywordSchema {
  const one = (keyword: string) => {
    const schema = property(value, keyword);
    return optional(
      keyword,
      schema === undefined ? undefined : readSchema(schema, below(origin, keyword)),
    );
  };
  const constant = property(value, 'const');
  return {
    kind: 'keywords',
    origin,
    annotations: readAnnotations(value),
    ...optional('types', readTypes(property(value, 'type'))),
    ...optional('enum', readEnum(property(value, 'enum'))),
    ...optional('const', constant === undefined ? undefined : { value: constant }),
    data: readData(value),
    required: stringsOf(property(value, 'required')),
    properties: readMap(value, 'properties', origin),
    patternProperties: readMap(value, 'patternProperties', origin),
    dependencies: readDependencies(value, origin),
    ...optional('items', readItems(property(value, 'items'), below(origin, 'items'))),
    allOf: readList(value, 'allOf', origin),
    anyOf: readList(value, 'anyOf', origin),
    oneOf: readList(value, 'oneOf', origin),
    ...one('additionalProperties'),
    ...one('propertyNames'),
    ...one('additionalItems'),
    ...one('contains'),
    ...one('not'),
    ...one('if'),
    ...one('then'),
    ...one('else'),
    ...optional('discriminator', stringOf(property(value, 'discriminator'))),
  };
}

/** An unknown type name is the parser's to report; here it leaves the type open. */
function readTypes(value: Json | undefined): readonly TypeName[] | undefined {
  const named = typeof value === 'string' ? [value] : stringsOf(value);
  const known = typeNames.filter((name) => named.includes(name));
  return known.length === 0 ? undefined : known;
}

function readEnum(value: Json | undefined): readonly Json[] | undefined {
  return isJsonArray(value) ? value : undefined;
}

function readData(value: JsonObject): ReadonlyMap<DataKeyword, Json> {
  const data = new Map<DataKeyword, Json>();
  for (const keyword of dataKeywords) {
    const item = property(value, keyword);
    if (item !== undefined) data.set(keyword, item);
  }
  return data;
}

function readMap(value: JsonObject, keyword: string, origin: Origin): ReadonlyMap<string, Schema> {
  const entries = entriesOf(property(value, keyword));
  return new Map(
    entries.map(([key, item]) => [key, readSchema(item, below(origin, keyword, key))]),
  );
}

function readList(value: JsonObject, keyword: string, origin: Origin): readonly Schema[] {
  const items = property(value, keyword);
  if (!isJsonArray(items)) return [];
  return items.map((item, index) => readSchema(item, below(origin, keyword, index)));
}

function readItems(
  value: Json | undefined,
  origin: Origin,
): Schema | readonly Schema[] | undefined {
  if (value === undefined) return undefined;
  if (!isJsonArray(value)) return readSchema(value, origin);
  return value.map((item, index) => readSchema(item, below(origin, index)));
}

function readDependencies(
  value: JsonObject,
  origin: Origin,
): ReadonlyMap<string, Schema | readonly string[]> {
  const entries = entriesOf(property(value, 'dependencies'));
  return new Map(
    entries.map(([key, item]) => [
      key,
      isJsonArray(item) ? stringsOf(item) : readSchema(item, below(origin, 'dependencies', key)),
    ]),
  );
}
