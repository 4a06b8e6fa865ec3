/** Schemas as people write them, which accept values: the pairs of which can be decided. */
import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/json/json.js';

type SchemaArbitrary = fc.Arbitrary<JsonObject>;

const names = ['a', 'b', 'c', 'd'] as const;

/** Schemas that refer to each other as `S0`, `S1`, …, each to later ones, or to any where it is optional. */
export function plainSchemas(count: number): fc.Arbitrary<readonly JsonObject[]> {
  return fc.tuple(
    ...Array.from({ length: count }, (_, index) => schemaAt({ index, count, depth: 2 })),
  );
}

interface Position {
  readonly index: number;
  readonly count: number;
  readonly depth: number;
}

function schemaAt(at: Position): SchemaArbitrary {
  if (at.depth === 0) return leaf();
  return fc.oneof(
    { weight: 3, arbitrary: leaf() },
    { weight: 5, arbitrary: object(at) },
    { weight: 2, arbitrary: array(at) },
    { weight: 2, arbitrary: nullable(at) },
    { weight: 1, arbitrary: composed(at) },
  );
}

function leaf(): SchemaArbitrary {
  return fc.oneof(
    fc.constantFrom<JsonObject>(
      { type: 'string' },
      { type: 'integer' },
      { type: 'number' },
      { type: 'boolean' },
    ),
    fc.subarray(['x', 'y', 'z', 'xx'], { minLength: 1 }).map((values) => ({ enum: values })),
    fc
      .tuple(fc.nat(2), fc.nat(3))
      .map(([low, more]) => ({ type: 'string', minLength: low, maxLength: low + more })),
    fc
      .tuple(fc.nat(3), fc.nat(9))
      .map(([low, more]) => ({ type: 'integer', minimum: low, maximum: low + more })),
  );
}

/** A schema below, or a reference to a later schema, which cannot lead back. */
function below(at: Position): fc.Arbitrary<Json> {
  const inner = schemaAt({ ...at, depth: at.depth - 1 });
  if (at.index + 1 >= at.count) return inner;
  const reference = fc.integer({ min: at.index + 1, max: at.count - 1 }).map(referenceTo);
  return fc.oneof({ weight: 3, arbitrary: inner }, { weight: 1, arbitrary: reference });
}

function referenceTo(index: number): JsonObject {
  return { $ref: `#/components/schemas/S${index}` };
}

function object(at: Position): SchemaArbitrary {
  const properties = fc.dictionary(fc.constantFrom(...names), below(at), {
    minKeys: 1,
    maxKeys: 3,
    noNullPrototype: true,
  });
  return fc
    .tuple(properties, fc.array(fc.boolean(), { maxLength: 3 }), fc.nat(3))
    .map(([held, needs, others]) => ({
      type: 'object',
      properties: held,
      required: Object.keys(held).filter((_, index) => needs[index] === true),
      ...(others === 0 && { additionalProperties: false }),
    }));
}

function array(at: Position): SchemaArbitrary {
  return fc
    .tuple(below(at), fc.nat(2))
    .map(([items, least]) => ({ type: 'array', items, minItems: least }));
}

function nullable(at: Position): SchemaArbitrary {
  return fc
    .tuple(schemaAt({ ...at, depth: 0 }), fc.constantFrom('oneOf', 'anyOf'))
    .map(([one, keyword]) => ({
      [keyword]: [one, { type: 'null' }],
    }));
}

function composed(at: Position): SchemaArbitrary {
  const part = (name: string) =>
    below(at).map((schema) => ({ properties: { [name]: schema }, required: [name] }));
  return fc.tuple(part('a'), part('b')).map((allOf) => ({ type: 'object', allOf }));
}
