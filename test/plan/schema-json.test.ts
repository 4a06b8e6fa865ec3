/** The schemas that the validators of the output get, and the samples of the mock server. */
import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/json/json.js';
import type { Message } from '../../src/model/api.js';
import { originId } from '../../src/model/origin.js';
import { createSamples } from '../../src/plan/samples/samples.js';
import { namedSchemasJson } from '../../src/plan/samples/schema-json.js';
import { createValidators } from '../../templates/runtime/lazy/create-validators.js';
import { apiOf, apiOfSchemas, mainFile, messageOf } from '../support/apis.js';
import { namesOf } from '../support/declared-types.js';

function schemasOf(schemas: Readonly<Record<string, Json>>): ReturnType<typeof namedSchemasJson> {
  const { names, context } = namesOf(apiOfSchemas(schemas));
  return namedSchemasJson(names, context);
}

describe('a schema of the output', () => {
  it.each<readonly [Json]>([
    [{ type: 'integer', minimum: 1, multipleOf: 2 }],
    [{ type: ['null', 'string'], minLength: 1, pattern: '^a', format: 'date' }],
    [{ const: null }],
    [{ enum: [1, 'a', null, [1], { a: 1 }] }],
    [{ type: 'array', items: [{ type: 'string' }, true], additionalItems: false, maxItems: 3 }],
    [{ type: 'array', items: { const: 1 }, contains: { const: 1 }, uniqueItems: true }],
    [{ allOf: [{ minimum: 1 }], anyOf: [true], oneOf: [false], not: { const: 1 } }],
    [{ if: { const: 1 }, then: true, else: false }],
    [{ type: 'object', required: ['a'], propertyNames: { maxLength: 2 }, minProperties: 1 }],
    [{ type: 'object', patternProperties: { '^a': true }, additionalProperties: false }],
    [{ dependencies: { a: ['b'], c: { required: ['d'] } } }],
    [{ properties: { constructor: { type: 'string' }, '0': true } }],
    [true],
    [false],
  ])('says exactly what the document says: %j', (schema) => {
    expect(schemasOf({ T: schema })).toEqual({ T: schema });
  });

  it('leaves out prose, examples and extensions', () => {
    const prose = {
      title: 'T',
      description: 'D',
      examples: [1],
      default: 1,
      'x-a': 1,
      $comment: 'c',
    };
    expect(schemasOf({ T: { ...prose, type: 'integer' } })).toEqual({ T: { type: 'integer' } });
  });

  it('refers to other types by name, and ignores what stands beside a reference', () => {
    const schemas = schemasOf({
      owner: {
        type: 'object',
        properties: {
          part: { type: 'object', properties: { x: true } },
          other: { $ref: '#/components/schemas/the_other', minLength: 3 },
        },
      },
      the_other: { type: 'string' },
    });
    expect(schemas).toEqual({
      Owner: {
        type: 'object',
        properties: { part: { $ref: 'OwnerPart' }, other: { $ref: 'TheOther' } },
      },
      OwnerPart: { type: 'object', properties: { x: true } },
      TheOther: { type: 'string' },
    });
    const validators = createValidators(schemas);
    expect(validators.is('Owner', { other: 'a', part: {} })).toBe(true);
    expect(validators.is('Owner', { other: 1 })).toBe(false);
  });
});

/** A message with a payload written in it, and its API. */
function sampleOf(payload: Json, more: Partial<Message> = {}): Json | undefined {
  const origin = { file: mainFile, pointer: '/components/messages/m/payload' };
  const reference = {
    kind: 'reference',
    origin,
    target: originId(origin),
    annotations: {},
  } as const;
  const message = messageOf('m', { payload: reference, ...more });
  const api = apiOf([[origin, payload]], { messages: [message] });
  const { names, context } = namesOf(api);
  const sample = createSamples(names, context).of({ message, encoding: message.encoding });
  return sample?.kind === 'value' ? sample.value : undefined;
}

const level: Json = { type: 'integer', minimum: 3, maximum: 5 };

describe('a sample', () => {
  it('is the first example of the message that is valid', () => {
    const examples = [{ payload: 9 }, { name: 'no payload' }, { payload: 4 }, { payload: 5 }];
    expect(sampleOf(level, { examples })).toBe(4);
  });

  it('is an example or the default of the schema where the message has none', () => {
    expect(sampleOf({ ...Object(level), examples: ['x', 5] })).toBe(5);
    expect(sampleOf({ ...Object(level), default: 3 })).toBe(3);
  });

  it('may be null or false', () => {
    expect(sampleOf({ type: 'null' })).toBeNull();
    expect(sampleOf({ type: 'boolean' }, { examples: [{ payload: false }] })).toBe(false);
  });

  it.each<readonly [Json]>([
    [level],
    [{ type: 'string', format: 'date-time' }],
    [{ type: 'string', pattern: '^[A-Z]{2}[0-9]{4}$' }],
    [{ type: 'string', minLength: 20, maxLength: 22 }],
    [{ type: 'array', minItems: 2, items: [{ type: 'string' }, { type: 'integer' }] }],
    [{ oneOf: [{ type: 'null' }, { type: 'string', enum: ['a'] }] }],
    [
      {
        type: 'object',
        required: ['a', 'b'],
        additionalProperties: false,
        properties: { a: { type: 'number', exclusiveMinimum: 0 }, b: { enum: ['x', 'y'] } },
      },
    ],
  ])('is made of the schema, valid and the same each time: %j', (payload) => {
    const sample = sampleOf(payload);
    expect(sample).toBeDefined();
    expect(createValidators({ T: Object(payload) }).is('T', sample)).toBe(true);
    expect(sampleOf(payload)).toEqual(sample);
  });

  it('has the words of its names for strings of any text', () => {
    const text: Json = { type: 'string', description: 'any' };
    const sample = sampleOf({
      type: 'object',
      required: ['meterId', 'short', 'long', 'tags', 'twice', 'sum'],
      properties: {
        meterId: text,
        short: { type: 'string', maxLength: 3 },
        long: { type: 'string', minLength: 12 },
        tags: { type: 'array', minItems: 1, maxItems: 1, items: text },
        twice: { allOf: [text, { minLength: 1 }] },
        sum: { type: 'object', required: ['unit'], properties: { unit: text }, maxProperties: 1 },
      },
      additionalProperties: false,
    });
    expect(sample).toEqual({
      meterId: 'meter id',
      short: 'sho',
      long: 'long long lo',
      tags: ['tags'],
      twice: 'twice',
      sum: { unit: 'unit' },
    });
  });

  it('does without the words where they do not fit', () => {
    const items: Json = { type: 'string', minLength: 2 };
    const two = sampleOf({ type: 'array', uniqueItems: true, minItems: 2, items });
    expect(two).toHaveProperty('length');
    expect(sampleOf({ type: 'string', not: { const: 'm payload' } })).not.toBeUndefined();
  });

  it('is not there where nothing is valid or nothing declared', () => {
    expect(sampleOf({ allOf: [{ minimum: 3 }, { maximum: 2 }], type: 'integer' })).toBeUndefined();
    const { names, context } = namesOf(apiOf([]));
    expect(
      createSamples(names, context).of({ message: messageOf('m'), encoding: 'json' }),
    ).toBeUndefined();
  });

  it('ends where a schema goes in a circle', () => {
    const next: Json = { $ref: '#/components/messages/m/payload' };
    const sample = sampleOf({ type: 'object', required: ['id'], properties: { id: level, next } });
    expect(sample).toMatchObject({ id: expect.any(Number) });
  });
});
