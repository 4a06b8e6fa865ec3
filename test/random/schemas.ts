import fc from 'fast-check';
import { isArray, isObject, type Json, type JsonObject } from '../../src/json/json.js';
import { schemasArbitrary } from '../properties/schemas.arbitrary.js';
import type { Draw } from './draw.js';
import { anyNames, oddTexts } from './odd-names.js';

const single = new Set([
  ...['additionalProperties', 'propertyNames', 'items', 'additionalItems', 'contains'],
  ...['not', 'if', 'then', 'else'],
]);
const listed = new Set(['allOf', 'anyOf', 'oneOf', 'items']);
const mapped = new Set(['properties', 'patternProperties', 'dependencies', 'definitions']);

/** A copy of a schema in which the schemas right below it are replaced. */
export function mapSubschemas(schema: JsonObject, change: (schema: Json) => Json): JsonObject {
  const entries = Object.entries(schema).map(([key, value]): readonly [string, Json] => {
    if (isArray(value)) return [key, listed.has(key) ? value.map(change) : value];
    if (single.has(key)) return [key, change(value)];
    if (!mapped.has(key) || !isObject(value)) return [key, value];
    const members = Object.entries(value).map(([name, member]): readonly [string, Json] => {
      return [name, isArray(member) ? member : change(member)];
    });
    return [key, Object.fromEntries(members)];
  });
  return Object.fromEntries(entries);
}

/** Component schemas by name, every draft-07 keyword among them; references are `0#<pointer>`. */
export function drawSchemas(draw: Draw, names: readonly string[]): JsonObject {
  if (names.length === 0) return {};
  const schemas = draw.from(schemasArbitrary, names.length);
  const naming: Naming = { draw, components: names, properties: draw.names(anyNames, 6) };
  return Object.fromEntries(
    schemas.map((schema, index) => [names[index] ?? '', finish(schema, naming)]),
  );
}

/** A schema written in place, which may refer to components. */
export function drawInlineSchema(draw: Draw, names: readonly string[]): JsonObject {
  const [schema = {}] = draw.from(schemasArbitrary, Math.max(1, names.length)).slice(-1);
  const components = names.length === 0 ? undefined : names;
  return finish(schema, { draw, components, properties: draw.names(anyNames, 6) });
}

/** What the plain names of the schemas become. */
interface Naming {
  readonly draw: Draw;
  /** Absent where there are none: then a reference becomes a schema without any keyword. */
  readonly components: readonly string[] | undefined;
  readonly properties: readonly string[];
}

const propertyKeys = ['a', 'b', 'c', 'd', 'odd-key', '7'];

function finish(schema: JsonObject, naming: Naming): JsonObject {
  const inner = mapSubschemas(schema, (child) => (isObject(child) ? finish(child, naming) : child));
  const reference = inner['$ref'];
  if (typeof reference === 'string') return finishReference(reference, naming);
  return annotated(renamed(inner, naming), naming.draw);
}

function finishReference(reference: string, { draw, components }: Naming): JsonObject {
  const name = components?.[Number(reference.replace(/^.*S/, ''))];
  if (name === undefined) return {};
  const escaped = name.replaceAll('~', '~0').replaceAll('/', '~1');
  return {
    $ref: `0#/components/schemas/${escaped}`,
    ...draw.maybe(12, 'description', () => draw.of(oddTexts)),
    ...draw.maybe(30, 'minLength', () => 1),
  };
}

function renamed(schema: JsonObject, { properties }: Naming): JsonObject {
  const rename = (key: string): string => properties[propertyKeys.indexOf(key)] ?? key;
  const renameAll = (value: Json): Json => {
    return isArray(value)
      ? value.map((each) => (typeof each === 'string' ? rename(each) : each))
      : value;
  };
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]): readonly [string, Json] => {
      if (key === 'required') return [key, renameAll(value)];
      if (!['properties', 'dependencies'].includes(key) || !isObject(value)) return [key, value];
      const members = Object.entries(value).map(([name, member]): readonly [string, Json] => {
        return [rename(name), renameAll(member)];
      });
      return [key, Object.fromEntries(members)];
    }),
  );
}

const values = fc.jsonValue({ maxDepth: 2 });
const anyValue = (): fc.Arbitrary<unknown> => values;

/** What any value may be; fast-check gives keys such as `__proto__`, which no document may hold. */
export function drawValue(draw: Draw): Json {
  return cleaned(draw.from(anyValue));
}

function cleaned(given: unknown): Json {
  if (Array.isArray(given)) return given.map(cleaned);
  if (typeof given === 'object' && given !== null) {
    const entries = Object.entries(given).filter(([key]) => !['__proto__', '$ref'].includes(key));
    return Object.fromEntries(entries.map(([key, item]) => [key, cleaned(item)]));
  }
  if (typeof given === 'string' || typeof given === 'number') return given;
  return given === true || (given === false ? false : null);
}

/** The keywords that say nothing of types, and those that few schemas have. */
function annotated(schema: JsonObject, draw: Draw): JsonObject {
  if (!draw.oneIn(3)) return schema;
  const text = (): string => draw.of(oddTexts);
  return {
    ...schema,
    ...draw.maybe(6, 'title', text),
    ...draw.maybe(3, 'description', text),
    ...draw.maybe(8, '$comment', text),
    ...draw.maybe(8, 'default', () => drawValue(draw)),
    ...draw.maybe(8, 'examples', () => draw.several(0, 2, () => drawValue(draw))),
    ...draw.maybe(12, 'readOnly', () => draw.oneIn(2)),
    ...draw.maybe(12, 'writeOnly', () => draw.oneIn(2)),
    ...draw.maybe(12, 'deprecated', () => draw.oneIn(2)),
    ...draw.maybe(12, 'format', () => draw.of(formats)),
    ...draw.maybe(16, 'pattern', () => draw.of(patterns)),
    ...draw.maybe(16, 'contentEncoding', () => draw.of(['base64', text()])),
    ...draw.maybe(16, 'contentMediaType', () => draw.of(['image/png', text()])),
    ...draw.maybe(16, 'externalDocs', () => ({ url: 'https://example.com/', description: text() })),
    ...draw.maybe(16, 'definitions', () => ({ [draw.of(anyNames)]: { type: 'string' } })),
    ...draw.maybe(16, 'exclusiveMinimum', () => draw.below(5)),
    ...draw.maybe(16, 'exclusiveMaximum', () => 1e3),
    ...draw.maybe(16, 'maximum', () => draw.of([0, -1, 1e21, 1e-7])),
    ...draw.maybe(16, 'multipleOf', () => draw.of([1, 0.01, 1e-7])),
    ...draw.maybe(30, '$schema', () => 'http://json-schema.org/draft-07/schema#'),
    ...draw.maybe(30, '$id', () => draw.of(['https://example.com/a.json', 'b.json', '#c'])),
    ...draw.maybe(20, 'x-enum-varnames', () => [text()]),
    ...draw.maybe(20, 'x-parser-schema-id', text),
    ...discriminatorOf(schema, draw),
  };
}

const formats = ['date-time', 'uuid', 'uri', 'ipv4', 'int32', 'double', 'binary', 'made-up'];
const patterns = ['^[a-z]+$', '/', '[/]', '\\d{2,}', '\\p{L}', '^$', '"', '`${x}', '(?<y>.)\\k<y>'];

/** AsyncAPI's own keyword names a required property. */
function discriminatorOf(schema: JsonObject, draw: Draw): JsonObject {
  const { properties, required } = schema;
  if (!isObject(properties) || !isArray(required)) return {};
  const [name] = required.filter((each) => typeof each === 'string' && each in properties);
  return typeof name === 'string' ? draw.maybe(4, 'discriminator', () => name) : {};
}
