import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/json/json.js';

type SchemaArbitrary = fc.Arbitrary<JsonObject>;

const keys = ['a', 'b', 'c', 'd', 'odd-key', '7'] as const;
const keyName = fc.constantFrom(...keys);
const keyList = fc.uniqueArray(keyName, { maxLength: 3 });
const typeName = fc.constantFrom(
  ...(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'] as const),
);
const value: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  ...['x', 'y', 'it"s', '', 1, 0, -2.5, true, false, null],
  ...[[], ['x'], [1, 'x'], {}, { a: 1 }, { a: 'x', b: null }],
);
const small = fc.nat({ max: 3 });

/** The first schemas are variants of unions with a discriminator, and what they include. */
const familySize = 4;

/**
 * Draft-07 schemas that refer to each other as components `S0`, `S1`, …: in place (`allOf` and the
 * like) only to earlier ones, so that no schema is nothing but itself.
 */
export function schemasArbitrary(count: number): fc.Arbitrary<readonly JsonObject[]> {
  const positions = Array.from({ length: count }, (_, index) => ({ index, count, depth: 2 }));
  return fc.tuple(
    ...positions.map((at) => (at.index < familySize ? memberOfFamily(at) : schemaArbitrary(at))),
  );
}

/** `S0` is a base with a discriminator; `S1` to `S3` include it, or declare the property themselves. */
function memberOfFamily(at: Position): SchemaArbitrary {
  const property = fc.oneof(
    { weight: 3, arbitrary: fc.constant<Json>({ type: 'string' }) },
    fc.constantFrom<Json>({ const: `s${at.index}` }, { enum: ['S1', 'S2', 'S3'] }, {}),
  );
  const own = fc.tuple(below(at), property, fc.boolean()).map(([b, a, isClosed]): JsonObject => ({
    ...{ type: 'object', required: ['a'], properties: { a, b } },
    ...(isClosed && { additionalProperties: false }),
  }));
  if (at.index === 0) return own.map((schema) => ({ ...schema, discriminator: 'a' }));
  const more = fc
    .dictionary(keyName, below(at), { maxKeys: 2 })
    .map((properties): JsonObject => ({ type: 'object', properties }));
  const base = fc.nat({ max: at.index === 3 ? 2 : 0 }).map(referenceTo);
  const heir = fc.tuple(base, fc.oneof(more, own)).map(([one, other]) => ({ allOf: [one, other] }));
  return fc.oneof({ weight: 2, arbitrary: heir }, { weight: 1, arbitrary: own });
}

/** A union of the first schemas, and sometimes others, with a discriminator of its own or of its base. */
function discriminatedUnion(inner: fc.Arbitrary<Json>): SchemaArbitrary {
  const members = fc.uniqueArray(fc.nat({ max: familySize - 1 }), { minLength: 1, maxLength: 3 });
  const others = fc.oneof(
    { weight: 4, arbitrary: fc.constant<readonly Json[]>([]) },
    { weight: 1, arbitrary: fc.constant<readonly Json[]>([{ type: 'null' }]) },
    { weight: 1, arbitrary: inner.map((other) => [other]) },
  );
  return fc
    .tuple(members, others, fc.constantFrom('oneOf', 'anyOf'), fc.boolean())
    .map(([indices, more, keyword, isStated]) => ({
      [keyword]: [...indices.map(referenceTo), ...more],
      ...(isStated && { discriminator: 'a' }),
    }));
}

interface Position {
  readonly index: number;
  readonly count: number;
  readonly depth: number;
}

function schemaArbitrary(at: Position): SchemaArbitrary {
  if (at.depth === 0) return leaf();
  return fc.oneof(
    { weight: 2, arbitrary: leaf() },
    { weight: 5, arbitrary: objectSchema(at) },
    { weight: 3, arbitrary: arraySchema(at) },
    { weight: 4, arbitrary: combination(at) },
    { weight: 1, arbitrary: merged(objectSchema(at), combination(at)) },
    { weight: 1, arbitrary: merged(arraySchema(at), leaf()) },
  );
}

function leaf(): SchemaArbitrary {
  return fc.oneof(
    fc.record({ type: typeName }),
    fc.record({ type: fc.uniqueArray(typeName, { minLength: 1, maxLength: 3 }) }),
    fc.record({ enum: fc.uniqueArray(value, { minLength: 1, maxLength: 4, selector: textOf }) }),
    fc.record({ enum: fc.constantFrom<Json>(['x', 'y'], ['x'], ['odd one', 'y', '']) }),
    fc.record({ const: value }),
    fc.record({ type: fc.constant('string'), minLength: small, maxLength: small }),
    fc.record({ type: fc.constant('string'), format: fc.constantFrom('date-time', 'email') }),
    fc.record({
      type: fc.constant('number'),
      minimum: small,
      multipleOf: fc.constantFrom(0.5, 0.1, 0.01),
    }),
    fc.record({ pattern: fc.constantFrom('^x', 'y$') }),
    fc.constant<JsonObject>({}),
  );
}

function textOf(each: Json): string {
  return JSON.stringify(each);
}

/** A schema, or a reference, where a level of nesting lies between. */
function below(at: Position): fc.Arbitrary<Json> {
  const reference = fc.nat({ max: at.count - 1 }).map(referenceTo);
  return fc.oneof(
    { weight: 5, arbitrary: schemaArbitrary({ ...at, depth: at.depth - 1 }) },
    { weight: 2, arbitrary: reference },
    { weight: 1, arbitrary: fc.boolean() },
  );
}

/** The same where it speaks of the same value. */
function beside(at: Position): fc.Arbitrary<Json> {
  const inner = schemaArbitrary({ ...at, depth: at.depth - 1 });
  if (at.index === 0) return inner;
  const reference = fc.nat({ max: at.index - 1 }).map(referenceTo);
  return fc.oneof({ weight: 3, arbitrary: inner }, { weight: 2, arbitrary: reference });
}

function referenceTo(index: number): JsonObject {
  return { $ref: `#/components/schemas/S${index}` };
}

function objectSchema(at: Position): SchemaArbitrary {
  const inner = below(at);
  return fc
    .record(
      {
        type: fc.constantFrom<Json>('object', 'object', ['object', 'null'], ['object', 'string']),
        properties: fc.dictionary(keyName, inner, { maxKeys: 4 }),
        required: keyList,
        additionalProperties: fc.oneof(fc.boolean(), inner),
        patternProperties: fc.dictionary(fc.constantFrom('^a', 'd$'), inner, { maxKeys: 1 }),
        propertyNames: fc.constantFrom<Json>({ maxLength: 3 }, { pattern: '^[a-d]' }),
        dependencies: fc.constantFrom<Json>({ a: ['b'] }, { b: { required: ['c'] } }),
        minProperties: small,
        maxProperties: small,
      },
      { requiredKeys: [] },
    )
    .map((schema) => thinned(schema, ['propertyNames', 'dependencies']));
}

/** Rare keywords, which would leave few values, only where another one happens to be there. */
function thinned(schema: object, rare: readonly string[]): JsonObject {
  const entries: (readonly [string, Json])[] = Object.entries(schema);
  const isRareAllowed = 'minProperties' in schema;
  return Object.fromEntries(
    entries.filter(([key]) => key !== 'minProperties' && (isRareAllowed || !rare.includes(key))),
  );
}

function arraySchema(at: Position): SchemaArbitrary {
  const inner = below(at);
  return fc
    .record(
      {
        type: fc.constantFrom<Json>('array', 'array', ['array', 'null']),
        items: fc.oneof(inner, fc.array(inner, { minLength: 1, maxLength: 3 })),
        additionalItems: fc.oneof(fc.boolean(), inner),
        minItems: small,
        maxItems: fc.integer({ min: 1, max: 4 }),
        uniqueItems: fc.boolean(),
        contains: inner,
      },
      { requiredKeys: ['type'] },
    )
    .map((schema) => ({ ...schema }));
}

function combination(at: Position): SchemaArbitrary {
  const inner = beside(at);
  const list = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    fc.record({ anyOf: list }),
    fc.record({ oneOf: list }),
    fc.record({ allOf: list }),
    fc.record({ not: inner, type: typeName }),
    fc.record({ if: inner, then: inner, else: inner }),
    fc.record({ if: inner, then: inner, anyOf: list }),
    fc.record({ type: typeName, oneOf: list, allOf: list }),
    fc.record({ type: fc.constant('object'), properties: fc.constant({}), if: inner, then: inner }),
    choiceByIf(inner),
    ...(at.index < familySize ? [] : [discriminatedUnion(inner)]),
  );
}

/** An object whose property `a` decides which further schemas apply. */
function choiceByIf(inner: fc.Arbitrary<Json>): SchemaArbitrary {
  const values = fc.subarray(['x', 'y', 'it"s'], { minLength: 1 });
  const condition = fc.oneof(
    values.map((some): Json => ({ enum: some })),
    values.map(([one = '']): Json => ({ const: one })),
  );
  const branch = fc.oneof(
    inner,
    fc.record({ required: keyList, properties: fc.dictionary(keyName, inner, { maxKeys: 2 }) }),
  );
  const conditional = fc
    .tuple(condition, branch, fc.option(branch))
    .map(([compared, then, otherwise]): Json => ({
      if: { properties: { a: compared } },
      then,
      ...(otherwise !== null && { else: otherwise }),
    }));
  return fc
    .tuple(values, fc.array(conditional, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([some, allOf, isRequired]) => ({
      type: 'object',
      properties: { a: { enum: some }, b: {} },
      ...(isRequired && { required: ['a'] }),
      allOf,
    }));
}

function merged(one: SchemaArbitrary, other: SchemaArbitrary): SchemaArbitrary {
  return fc.tuple(one, other).map(([a, b]) => ({ ...a, ...b }));
}
