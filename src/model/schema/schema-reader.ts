import { isArray, isObject, type Json, optional, referenceOf } from '../../json/json.js';
import type { Node } from '../node.js';
import { originId } from '../origin.js';
import { keywordsHolding, type KeywordHolding } from './keywords.js';
import type { Annotations, DataKeyword, KeywordSchema, Schema, TypeName } from './schema.js';

const typeNames = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] as const;

const dataKeywords = keywordsHolding('data', 'encoding');
const singles = keywordsHolding('schema');

/**
 * Reads a draft-07 schema and its subschemas. A reference becomes the id of its target. Constraints
 * beside a `$ref` are ignored, annotations are kept (draft-07 §8.3).
 */
export function readSchema(node: Node): Schema {
  return read(node.asWritten());
}

function read(node: Node): Schema {
  const { value, origin, link } = node;
  if (!isObject(value)) return { kind: 'boolean', origin, value: value !== false };
  if (referenceOf(value) === undefined) return readKeywords(node);
  if (link === undefined) return { kind: 'boolean', origin, value: true };
  return { kind: 'reference', origin, target: originId(link), annotations: readAnnotations(node) };
}

function readKeywords(node: Node): KeywordSchema {
  const constant = node.get('const');
  return {
    kind: 'keywords',
    origin: node.origin,
    annotations: readAnnotations(node),
    ...optional('types', readTypes(node)),
    ...optional('enum', arrayAt(node, 'enum')),
    ...optional('const', constant === undefined ? undefined : { value: constant.value }),
    data: readData(node),
    required: node.strings('required'),
    properties: readMap(node, 'properties'),
    patternProperties: readMap(node, 'patternProperties'),
    dependencies: readDependencies(node),
    ...optional('items', readItems(node)),
    allOf: node.items('allOf').map(read),
    anyOf: node.items('anyOf').map(read),
    oneOf: node.items('oneOf').map(read),
    ...readSingles(node),
    ...node.stringFields('discriminator'),
  };
}

function readSingles(node: Node): { [K in KeywordHolding<'schema'>]?: Schema } {
  const schemas: { [K in KeywordHolding<'schema'>]?: Schema } = {};
  for (const keyword of singles) {
    const schema = node.get(keyword);
    if (schema !== undefined) schemas[keyword] = read(schema);
  }
  return schemas;
}

function readMap(node: Node, keyword: KeywordHolding<'map'>): ReadonlyMap<string, Schema> {
  return new Map(node.entries(keyword).map(([key, schema]) => [key, read(schema)]));
}

function readItems(node: Node): Schema | readonly Schema[] | undefined {
  const items = node.get('items');
  if (items === undefined) return undefined;
  return isArray(items.value) ? items.items().map(read) : read(items);
}

function readDependencies(node: Node): ReadonlyMap<string, Schema | readonly string[]> {
  return new Map(
    node
      .entries('dependencies')
      .map(([key, needed]) => [key, isArray(needed.value) ? needed.strings() : read(needed)]),
  );
}

function readAnnotations(node: Node): Annotations {
  return {
    ...node.stringFields('title', 'description'),
    ...flag(node, 'deprecated'),
    ...flag(node, 'readOnly'),
    ...flag(node, 'writeOnly'),
    ...optional('default', node.get('default')?.value),
    ...optional('examples', arrayAt(node, 'examples')),
  };
}

function flag<K extends string>(node: Node, key: K): { [P in K]?: boolean } {
  return optional(key, node.boolean(key) === true || undefined);
}

/** Reads the type names. An unknown one, which the parser reports, leaves the type open. */
function readTypes(node: Node): readonly TypeName[] | undefined {
  const named = [node.string('type'), ...node.strings('type')];
  const known = typeNames.filter((name) => named.includes(name));
  return known.length === 0 ? undefined : known;
}

function arrayAt(node: Node, key: string): readonly Json[] | undefined {
  const value = node.get(key)?.value;
  return isArray(value) ? value : undefined;
}

function readData(node: Node): ReadonlyMap<DataKeyword, Json> {
  const data = new Map<DataKeyword, Json>();
  for (const keyword of dataKeywords) {
    const item = node.get(keyword);
    if (item !== undefined) data.set(keyword, item.value);
  }
  return data;
}
