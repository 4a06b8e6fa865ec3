import type { Json, JsonObject } from '../../load/document.js';
import { isList, isObject, member, referenceOf } from '../../load/json-guards.js';
import { entriesOf, optional, stringOf, stringsOf } from '../json.js';
import { below, originId, type Origin } from '../origin.js';
import { keywordsHolding, type KeywordHolding } from './keywords.js';
import type { Annotations, DataKeyword, KeywordSchema, Schema, TypeName } from './schema.js';

const typeNames = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] as const;

const dataKeywords = keywordsHolding('data', 'encoding');
const singles = keywordsHolding('schema');

/** Where a reference object leads; `undefined` for one that the load stage did not follow. */
export type LinkOf = (reference: JsonObject) => Origin | undefined;

/**
 * Reads draft-07 schemas with everything below them. References stay references, by the id of what
 * they point at; constraints beside a `$ref` are ignored and annotations kept (draft-07 §8.3).
 */
export class SchemaReader {
  readonly #linkOf: LinkOf;

  constructor(linkOf: LinkOf) {
    this.#linkOf = linkOf;
  }

  read(value: Json, origin: Origin): Schema {
    if (!isObject(value)) return { kind: 'boolean', origin, value: value !== false };
    if (referenceOf(value) === undefined) return this.#keywords(value, origin);
    const target = this.#linkOf(value);
    if (target === undefined) return { kind: 'boolean', origin, value: true };
    return {
      kind: 'reference',
      origin,
      target: originId(target),
      annotations: readAnnotations(value),
    };
  }

  #keywords(value: JsonObject, origin: Origin): KeywordSchema {
    const constant = member(value, 'const');
    const at = { value, origin };
    return {
      kind: 'keywords',
      origin,
      annotations: readAnnotations(value),
      ...optional('types', readTypes(member(value, 'type'))),
      ...optional('enum', readEnum(member(value, 'enum'))),
      ...optional('const', constant === undefined ? undefined : { value: constant }),
      data: readData(value),
      required: stringsOf(member(value, 'required')),
      properties: this.#map(at, 'properties'),
      patternProperties: this.#map(at, 'patternProperties'),
      dependencies: this.#dependencies(at),
      ...optional('items', this.#items(at)),
      allOf: this.#list(at, 'allOf'),
      anyOf: this.#list(at, 'anyOf'),
      oneOf: this.#list(at, 'oneOf'),
      ...this.#singles(at),
      ...optional('discriminator', stringOf(member(value, 'discriminator'))),
    };
  }

  #singles({ value, origin }: Place): { [K in KeywordHolding<'schema'>]?: Schema } {
    const read: { [K in KeywordHolding<'schema'>]?: Schema } = {};
    for (const keyword of singles) {
      const schema = member(value, keyword);
      if (schema !== undefined) read[keyword] = this.read(schema, below(origin, keyword));
    }
    return read;
  }

  #list({ value, origin }: Place, keyword: string): readonly Schema[] {
    const schemas = member(value, keyword);
    if (!isList(schemas)) return [];
    return schemas.map((schema, index) => this.read(schema, below(origin, keyword, index)));
  }

  #map({ value, origin }: Place, keyword: string): ReadonlyMap<string, Schema> {
    const entries = entriesOf(member(value, keyword));
    return new Map(
      entries.map(([key, schema]) => [key, this.read(schema, below(origin, keyword, key))]),
    );
  }

  #items(at: Place): Schema | readonly Schema[] | undefined {
    const items = member(at.value, 'items');
    if (items === undefined) return undefined;
    return isList(items) ? this.#list(at, 'items') : this.read(items, below(at.origin, 'items'));
  }

  #dependencies({ value, origin }: Place): ReadonlyMap<string, Schema | readonly string[]> {
    const entries = entriesOf(member(value, 'dependencies'));
    return new Map(
      entries.map(([key, item]) => [
        key,
        isList(item) ? stringsOf(item) : this.read(item, below(origin, 'dependencies', key)),
      ]),
    );
  }
}

interface Place {
  readonly value: JsonObject;
  readonly origin: Origin;
}

function readAnnotations(value: JsonObject): Annotations {
  const examples = member(value, 'examples');
  return {
    ...optional('title', stringOf(member(value, 'title'))),
    ...optional('description', stringOf(member(value, 'description'))),
    ...optional('deprecated', flag(value, 'deprecated')),
    ...optional('readOnly', flag(value, 'readOnly')),
    ...optional('writeOnly', flag(value, 'writeOnly')),
    ...optional('default', member(value, 'default')),
    ...optional('examples', isList(examples) ? examples : undefined),
  };
}

function flag(value: JsonObject, key: string): true | undefined {
  return member(value, key) === true ? true : undefined;
}

/** An unknown type name is the parser's to report; here it leaves the type open. */
function readTypes(value: Json | undefined): readonly TypeName[] | undefined {
  const named = typeof value === 'string' ? [value] : stringsOf(value);
  const known = typeNames.filter((name) => named.includes(name));
  return known.length === 0 ? undefined : known;
}

function readEnum(value: Json | undefined): readonly Json[] | undefined {
  return isList(value) ? value : undefined;
}

function readData(value: JsonObject): ReadonlyMap<DataKeyword, Json> {
  const data = new Map<DataKeyword, Json>();
  for (const keyword of dataKeywords) {
    const item = member(value, keyword);
    if (item !== undefined) data.set(keyword, item);
  }
  return data;
}
