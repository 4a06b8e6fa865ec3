/** Of any document, the names of types are valid, unique and stable. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/json/json.js';
import { declareTypes } from '../../src/plan/types/declarations.js';
import { apiOfSchemas } from '../support/apis.js';
import { namesOf } from '../support/declared-types.js';

const numRuns = 200;
const key = fc.oneof(
  fc.constantFrom('foo', 'Foo', 'foo_bar', 'fooBar', 'FooBar', 'class', '__proto__', 'constructor'),
  fc.constantFrom('ThingClient', 'Promise', 'items', '0', '1st', '', '"', '*/', '🚗', 'toString'),
  fc.string({ maxLength: 6, unit: 'binary' }),
);

const { schema } = fc.letrec<{ schema: Json; object: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>({ type: 'string' }, { type: 'integer' }, true, { type: 'null' }),
    fc.constantFrom<Json>({ enum: ['a', 'b'] }, { enum: ['a', null, 3] }, { const: 'x' }),
    tie('object'),
    tie('schema').map((items) => ({ type: 'array', items })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((oneOf) => ({ oneOf })),
    tie('schema').map((additionalProperties) => ({ type: 'object', additionalProperties })),
  ),
  object: fc
    .tuple(
      fc.array(fc.tuple(key, tie('schema')), { maxLength: 3 }),
      fc.array(key, { maxLength: 2 }),
    )
    .map(([properties, required]) => ({
      type: 'object',
      required,
      properties: Object.fromEntries(properties),
    })),
}));
const schemas = fc
  .uniqueArray(fc.tuple(key, schema), { selector: ([name]) => name, maxLength: 6 })
  .map((entries): JsonObject => Object.fromEntries(entries));
const reserved = ['ThingClient', 'ThingMockServer'];

/** Name by id. */
function namesById(api: JsonObject): ReadonlyMap<string, string> {
  const { types } = namesOf(apiOfSchemas(api), reserved).names;
  return new Map([...types].map(([id, { name }]) => [id, name]));
}

function shuffled(value: JsonObject): JsonObject {
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, isObject(inner) ? shuffled(inner) : inner]),
  );
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe('the names of types', () => {
  it('are identifiers, unique, never reserved', () => {
    fc.assert(
      fc.property(schemas, (some) => {
        const names = [...namesById(some).values()];
        expect(names.filter((name) => !/^[A-Z_][A-Za-z0-9_]*$/.test(name))).toEqual([]);
        expect(new Set(names).size).toBe(names.length);
        expect(names.filter((name) => reserved.includes(name))).toEqual([]);
      }),
      { numRuns },
    );
  });

  it('do not depend on the order of keys, nor do the declarations', () => {
    fc.assert(
      fc.property(schemas, (some) => {
        expect(new Map([...namesById(shuffled(some))].sort())).toEqual(
          new Map([...namesById(some)].sort()),
        );
        const declared = (document: JsonObject) => {
          const { names, context } = namesOf(apiOfSchemas(document), reserved);
          return declareTypes(names, context)
            .map(({ kind, name }) => `${kind} ${name}`)
            .toSorted();
        };
        expect(declared(shuffled(some))).toEqual(declared(some));
      }),
      { numRuns },
    );
  });

  it('stay as they are when a schema comes or goes, short of a clash', () => {
    fc.assert(
      fc.property(schemas, key, schema, (some, added, value) => {
        const more = { ...some, [added]: value };
        const wanted = (document: JsonObject) =>
          namesOf(apiOfSchemas(document), reserved).names.clashes;
        fc.pre(!Object.hasOwn(some, added) && wanted(more).length === wanted(some).length);
        fc.pre(
          wanted(more).every(
            ({ given }, index) => given.length === wanted(some)[index]?.given.length,
          ),
        );
        const after = namesById(more);
        for (const [id, name] of namesById(some)) expect(after.get(id)).toBe(name);
      }),
      { numRuns },
    );
  });

  it('give every enum a companion array of its own', () => {
    fc.assert(
      fc.property(schemas, (some) => {
        const { names, context } = namesOf(apiOfSchemas(some), reserved);
        const declarations = declareTypes(names, context);
        const values = declarations.flatMap((each) =>
          each.kind === 'enum' ? [each.valuesName] : [],
        );
        const functions = declarations.flatMap(({ name }) => [`is${name}`, `assert${name}`]);
        const all = [...values, ...functions];
        expect(new Set(all).size).toBe(all.length);
      }),
      { numRuns },
    );
  });
});
