/** Mistakes that bindings would pass over without a word. */
import { describe, expect, it } from '@jest/globals';
import { brief, generateText, lint2, lint3, lintPayload } from './linting.js';

const codesOf = async (schema: string): Promise<readonly string[]> =>
  brief(await lintPayload(schema)).filter((each) => !each.includes('COMPONENT_UNUSED'));

describe('schemas that no value matches', () => {
  it.each([
    [
      '{ type: string, enum: [1.0, 2.0] }',
      'none of its values is of it',
      'Put the values in quotes',
    ],
    ['{ type: integer, enum: ["1"] }', 'none of its values is of it', 'without quotes'],
    [
      '{ type: object, enum: [1] }',
      'none of its values is of it',
      'Change the type or the values.',
    ],
    ['{ type: [string, "null"], const: 5 }', 'its type is ', 'Put the values in quotes'],
    [
      '{ allOf: [{ type: string }, { type: number }] }',
      'combines schemas of different types',
      'Write "oneOf"',
    ],
    [
      '{ type: integer, minimum: 5, maximum: 4 }',
      '"minimum" is greater than "maximum"',
      'Exchange the two: "minimum: 4" and "maximum: 5".',
    ],
    [
      '{ type: array, minItems: 2, maxItems: 1 }',
      '"minItems" is greater than "maxItems"',
      'Exchange the two: "minItems: 1" and "maxItems: 2".',
    ],
  ])('%s', async (schema, reason, help) => {
    const found = await lintPayload(schema);
    expect(brief(found)).toEqual(['warning SCHEMA_UNSATISFIABLE 3:47']);
    expect(found[0]?.message).toContain(reason);
    expect(found[0]?.help).toContain(help);
  });

  it.each([
    '{ type: string, enum: ["1.0", 2.0] }',
    '{ type: integer, enum: [1, 2] }',
    '{ type: integer, minimum: 4, maximum: 4 }',
    '{ not: { type: string, enum: [1] } }',
  ])('%s is none', async (schema) => {
    expect(await codesOf(schema)).toEqual([]);
  });
});

describe('"items" as an array of one schema', () => {
  it('describes the first item only', async () => {
    expect(await codesOf('{ type: array, items: [{ type: string }] }')).toEqual([
      'warning ITEMS_SINGLE 4:17',
    ]);
  });

  it.each([
    '{ type: array, items: [{ type: string }], additionalItems: false }',
    '{ type: array, items: [{ type: string }], maxItems: 1 }',
    '{ type: array, items: [{ type: string }, { type: number }] }',
  ])('%s is meant', async (schema) => {
    expect(await codesOf(schema)).toEqual([]);
  });
});

describe('"additionalProperties: false" beside "allOf"', () => {
  it.each([
    '{ type: object, additionalProperties: false, allOf: [{ type: object, properties: { a: {} } }] }',
    '{ type: object, allOf: [{ type: object, properties: { a: {} } }, { type: object, properties: { b: {} }, additionalProperties: false }] }',
  ])('%s forbids what another part declares', async (schema) => {
    const found = await lintPayload(schema);
    expect(found.map(({ code }) => code)).toEqual(['ALL_OF_CLOSED']);
    expect(found[0]?.message).toContain('"a"');
  });

  it('is fine where it has all properties', async () => {
    const schema =
      '{ type: object, properties: { a: {} }, additionalProperties: false, allOf: [{ type: object, properties: { a: {} } }] }';
    expect(await codesOf(schema)).toEqual([]);
  });
});

it('a message without the payload that has its name', async () => {
  const found = await lint3(`channels: { c: { address: c, messages: { ping_pong: {}, pong: {} } } }
components: { schemas: { PingPong: { type: string } } }
`);
  const missing = found.filter(({ code }) => code === 'PAYLOAD_MISSING');
  expect(brief(missing)).toEqual(['warning PAYLOAD_MISSING 3:42']);
  expect(missing[0]?.help).toContain("payload: { $ref: '#/components/schemas/PingPong' }");
});

it('a parameter of AsyncAPI 2 that the channel does not declare', async () => {
  const found = await lint2(
    'channels: { "a/{x}": { publish: { message: { payload: { type: string } } } } }\n',
  );
  expect(brief(found)).toContain('warning PARAMETER_UNDECLARED 3:13');
});

describe('a host with a scheme', () => {
  const server = (host: string): string => `asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { s: { host: '${host}', protocol: mqtt } }
channels: { c: { address: c, messages: { m: { payload: { type: object } } } } }
operations: { sendC: { action: send, channel: { $ref: '#/channels/c' } } }
`;
  it('is reported', async () => {
    const { found, help } = await generateText(server('MQTT://broker:1883/a'));
    expect(found).toEqual(['warning SERVER_HOST_SCHEME 3:17']);
    expect(help[0]).toContain('host: "broker:1883" and protocol: mqtt');
  });

  it.each(['broker:1883', '{host}:1883', 'a.b/c'])('%s has none', async (host) => {
    expect((await generateText(server(host))).found).toEqual([]);
  });
});

describe('integers that JavaScript rounds', () => {
  it.each([
    ['{ const: 9007199254740993 }', 'INTEGER_UNSAFE 4:4'],
    ['{ enum: [1, -9007199254740993] }', 'INTEGER_UNSAFE 4:4'],
    ['{ type: integer, maximum: 9223372036854775807 }', 'INTEGER_UNSAFE 4:19'],
    ['{ type: object, default: { id: 9007199254740993 } }', 'INTEGER_UNSAFE 4:18'],
  ])('%s', async (schema, found) => {
    expect(await codesOf(schema)).toEqual([`warning ${found}`]);
  });

  it('may be values of a format of 64 bits', async () => {
    expect(await codesOf('{ type: integer, format: int64 }')).toEqual(['info INTEGER_WIDE 4:19']);
  });

  it.each([
    '{ const: 9007199254740991 }',
    '{ type: integer, format: int64, minimum: 0, maximum: 5000000000 }',
    '{ type: number, maximum: 1.5 }',
  ])('%s has none', async (schema) => {
    expect(await codesOf(schema)).toEqual([]);
  });
});
