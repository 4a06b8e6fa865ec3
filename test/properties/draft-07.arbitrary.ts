/** Small schemas with every keyword that applies schemas, and values that meet them halfway. */
import fc from 'fast-check';
import type { Schemas } from '../../templates/runtime/lazy/create-validators.js';

const keys = ['', 'a', 'b', 'c~/'];

export const valueArbitrary = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom<unknown>(0, 1, 2, 0.3, 4.35, 19.99, -0.07, 1.5e-7, '', 'a', 'abc', true, null),
    fc.array(tie('value'), { maxLength: 3 }),
    byKey(tie('value')),
  ),
})).value;

/** `A` is the one to try. */
export const schemasArbitrary: fc.Arbitrary<Schemas> = fc
  .tuple(schemaArbitrary(), schemaArbitrary(), schemaArbitrary())
  .map(([A, B, C]) => ({ A, B, C, Leaf: { type: 'object', required: ['a'] } }));

type Schema = object | boolean;

/** A schema refers to any other for parts of a value, but for the value itself to the leaf only. */
function schemaArbitrary(): fc.Arbitrary<Schema> {
  return fc.letrec<{ here: Schema; below: Schema }>((tie) => ({
    here: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.constantFrom<Schema>(true, false, {}),
      fc.constant({ $ref: 'Leaf' }),
      plainSchema(),
      objectSchema(tie('here'), tie('below')),
      arraySchema(tie('below')),
      branches(tie('here')),
    ),
    below: fc.oneof(
      { weight: 2, arbitrary: tie('here') },
      fc.record({ $ref: fc.constantFrom('A', 'B', 'C') }),
    ),
  })).here;
}

function byKey<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  return fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 3, noNullPrototype: true });
}

function plainSchema(): fc.Arbitrary<Schema> {
  const types = fc.constantFrom('string', 'number', 'object', 'array', ['null', 'object']);
  const some = { minLength: 1, maxLength: 3 };
  return fc.oneof(
    fc.record({ type: types }),
    fc.record({ enum: fc.array(valueArbitrary, some) }),
    fc.record({ multipleOf: fc.constantFrom(0.01, 0.1, 0.15, 1, 5e-8) }),
    fc.record(
      { const: valueArbitrary, minLength: fc.constant(2), maximum: fc.constant(1) },
      { requiredKeys: [] },
    ),
  );
}

function objectSchema(
  here: fc.Arbitrary<Schema>,
  below: fc.Arbitrary<Schema>,
): fc.Arbitrary<Schema> {
  const names = fc.array(fc.constantFrom(...keys), { minLength: 1, maxLength: 3 });
  const patterns = fc.constantFrom('^a', 'b|c');
  return fc.record(
    {
      properties: byKey(below),
      required: names,
      additionalProperties: below,
      patternProperties: fc.dictionary(patterns, below, { maxKeys: 2, noNullPrototype: true }),
      propertyNames: here,
      dependencies: byKey(fc.oneof(names, here)),
    },
    { requiredKeys: [] },
  );
}

function arraySchema(below: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  const items = fc.oneof(below, fc.array(below, { maxLength: 2 }));
  const uniqueItems = fc.boolean();
  return fc.record(
    { items, additionalItems: below, contains: below, uniqueItems },
    { requiredKeys: [] },
  );
}

function branches(here: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  const some = fc.array(here, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    fc.record({ allOf: some, anyOf: some, oneOf: some, not: here }, { requiredKeys: [] }),
    fc.record({ if: here, then: here, else: here }, { requiredKeys: ['if'] }),
  );
}
