import { expect, it } from '@jest/globals';
import type { JsonObject } from '../../src/json/json.js';
import { planApi } from '../../src/plan/plan.js';
import { namedSchemasJson } from '../../src/plan/samples/schema-json.js';
import { ValidationError } from '../../templates/runtime/validation/validation-error.js';
import { createValidators } from '../../templates/runtime/lazy/create-validators.js';
import { apiOf, apiOfSchemas, mainFile } from '../support/apis.js';

const to = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: JsonObject): JsonObject => ({ type: 'object', properties });
const base = { ...object({ sort: { type: 'string' } }), discriminator: 'sort', required: ['sort'] };
const heir = (name: string, properties: JsonObject): JsonObject => ({
  allOf: [to(name), object(properties)],
});

/** The issues of values as a type, each with its path and keyword. */
function issuesOf(
  api: ReturnType<typeof apiOf>,
  type: string,
  values: readonly unknown[],
): readonly string[] {
  const { types, context } = planApi(api, 'thing');
  const validators = createValidators(namedSchemasJson(types, context));
  return values.map((value) => {
    try {
      validators.assert(type, value);
      return 'valid';
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      return error.issues.map(({ path, keyword }) => `${path} ${keyword}`).join();
    }
  });
}

it('only the variant that the value names is checked, also within itself', () => {
  const api = apiOfSchemas({
    Pet: { oneOf: [to('Cat'), to('Dog')], discriminator: 'sort' },
    Base: base,
    Cat: heir('Base', { claws: { type: 'integer' }, friend: to('Pet') }),
    Dog: heir('Base', { bark: { type: 'boolean' } }),
  });
  const friend = { sort: 'Dog', bark: 1 };
  const values = [
    ...[
      { sort: 'Cat', claws: 1 },
      { sort: 'Cat', claws: 'x' },
      { sort: 'Cat', friend },
    ],
    ...[{ sort: 'Bird' }, { claws: 1 }, 'Cat'],
  ];
  expect(issuesOf(api, 'Pet', values)).toEqual([
    ...['valid', '/claws type', '/friend/bark type'],
    ...['/sort enum', '/sort required', ' type'],
  ]);
  expect(issuesOf(api, 'Base', [{ sort: 'Bird' }])).toEqual(['valid']);
});

it('a variant that others include has its value only within the union', () => {
  const api = apiOfSchemas({
    Pet: { anyOf: [to('Cat'), to('Lion')] },
    Base: base,
    Cat: heir('Base', { claws: { type: 'integer' } }),
    Lion: heir('Cat', { mane: { type: 'boolean' } }),
  });
  const values = [
    { sort: 'Lion', mane: true },
    { sort: 'Cat', mane: 1 },
    { sort: 'Lion', mane: 1 },
  ];
  expect(issuesOf(api, 'Pet', values)).toEqual(['valid', 'valid', '/mane type']);
});

it('the name is the key in the file that defines the schema, also in nested unions', () => {
  const own = {
    ...object({ sort: { type: 'string' }, n: { type: 'number' } }),
    required: ['sort'],
  };
  const api = apiOf([
    [
      { file: mainFile, pointer: '/components/schemas/All' },
      { oneOf: [{ $ref: 'a.yaml#/definitions/one-way' }, to('Inner')], discriminator: 'sort' },
    ],
    [{ file: mainFile, pointer: '/components/schemas/Inner' }, { oneOf: [to('Two')] }],
    [{ file: mainFile, pointer: '/components/schemas/Two' }, own],
    [{ file: '/specs/a.yaml', pointer: '/definitions/one-way' }, own],
  ]);
  const values = [
    ...[
      { sort: 'one-way', n: 1 },
      { sort: 'Two', n: 'x' },
      { sort: 'one-way', n: 'x' },
    ],
    ...[{ sort: 'OneWay' }, { sort: 'Inner' }],
  ];
  expect(issuesOf(api, 'All', values)).toEqual([
    ...['valid', '/n type', '/n type', '/sort enum', '/sort enum'],
  ]);
});
