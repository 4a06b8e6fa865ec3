/** What is reported of correlation ids that the bindings do not follow. */
import { describe, expect, it } from '@jest/globals';
import { brief, generateText, lint2, lint3 } from './linting.js';

const id = (location: string): string => `correlationId: { location: '${location}' }`;
const object = (properties: string): string =>
  `payload: { type: object, properties: { ${properties} } }`;
const inPayload = id('$message.payload#/id');
const text = object('id: { type: string }');

/** A request and its reply, on lines 5 and 6 from column 51. */
const exchange = (request: string, reply: string, channels = ''): string => `asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { s: { host: 'h:1', protocol: mqtt } }
channels:
  q: { address: q, messages: { q:               { ${request} } } }
  r: { address: r, messages: { r:               { ${reply} } } }
${channels}operations:
  ask: { action: send, channel: { $ref: '#/channels/q' }, reply: { channel: { $ref: '#/channels/r' } } }
`;

const own = (found: readonly string[]): readonly string[] =>
  found.filter((each) => each.includes('CORRELATION'));

async function report(request: string, reply = `${inPayload}, ${text}`): Promise<string> {
  const { found, help } = await generateText(exchange(request, reply));
  expect(found.length).toBeLessThan(2);
  return own(found).length === 0 ? 'followed' : `${found[0]}: ${help[0]}`;
}

describe('a correlation id is followed', () => {
  it.each([
    ['of a declared string', `${inPayload}, ${text}`],
    ['of a string or null', `${inPayload}, ${object('id: { type: [string, "null"] }')}`],
    ['with a format', `${inPayload}, ${object('id: { type: string, format: uuid }')}`],
    ['in an object about which nothing is said', `${inPayload}, payload: { type: object }`],
    ['in a payload without a schema', `${inPayload}, payload: {}`],
    ['in a header without a schema', `${id('$message.header#/id')}, payload: {}`],
    [
      'in a header',
      `${id('$message.header#/id')}, headers: { type: object, properties: { id: { type: string } } }`,
    ],
    ['of a trait', `traits: [{ ${inPayload} }], ${text}`],
    ['at an escaped key', `${id('$message.payload#/a~1b')}, ${object('a/b: { type: string }')}`],
  ])('%s', async (_name, request) => {
    expect(await report(request)).toBe('followed');
  });

  it.each([
    ['a maximum', 'type: integer, maximum: 9', 'type: integer'],
    ['negative limits', 'type: integer, minimum: -9, maximum: -1', 'type: integer'],
    ['large limits', 'type: number, minimum: 5000000000', 'type: number'],
    ['limits on both sides', 'type: integer, minimum: 7', 'type: integer, exclusiveMaximum: 12'],
    ['a length of 36', 'type: string, maxLength: 36', 'type: string, minLength: 36'],
    ['a pattern of UUIDs', "type: string, pattern: '^[0-9a-f-]{36}$'", 'type: string'],
  ])('within %s', async (_name, request, reply) => {
    const messages = [request, reply].map((each) => `${inPayload}, ${object(`id: { ${each} }`)}`);
    expect(await report(messages[0] ?? '', messages[1])).toBe('followed');
  });
});

describe('a correlation id is a warning', () => {
  const unusable = 'warning CORRELATION_ID_UNUSABLE 5:68: ';

  it.each([
    ['$message.payload#/ID', text, 'Declare the property, or correct the location.'],
    [
      '$message.payload#id',
      text,
      'Write $message.payload# or $message.header#, and a JSON pointer',
    ],
    ['$message.payload#', text, 'Append a JSON pointer to a property'],
    ['$message.header#/a/b', text, 'Write $message.header#/ and the name of a header.'],
    [
      '$message.payload#/a',
      object('a: { type: boolean }'),
      'Declare the property as "type: string"',
    ],
    ['$message.payload#/a', object('a: { type: integer }'), 'Give the id the same type'],
    ['$message.payload#/a', 'contentType: text/plain', 'Put the id into a header'],
    ['$message.payload#/a', 'headers: { type: object }', 'Declare the property'],
    ['$message.payload#/a/0', object('a: { type: array }'), 'Declare the property'],
    ['$message.payload#/a', 'payload: { type: object, additionalProperties: false }', 'Declare'],
    [`$message.payload#${'/a'.repeat(11)}`, 'payload: {}', 'Move the id closer'],
  ])('at %s', async (location, rest, help) => {
    expect(await report(`${id(location)}, ${rest}`)).toContain(unusable + help);
  });

  it('of which the other side has none', async () => {
    expect(await report(`${inPayload}, ${text}`, text)).toBe(
      'warning CORRELATION_ID_UNPAIRED 5:68: Add a "correlationId" with the location of the id to "r".',
    );
    expect(await report(text)).toBe(
      'warning CORRELATION_ID_UNPAIRED 6:68: Add a "correlationId" with the location of the id to "q".',
    );
  });

  it.each([
    ['a pattern', "type: string, pattern: '^[A-Z]+$'"],
    ['a length', 'type: string, maxLength: 35'],
    ['a format', 'type: string, format: date-time'],
    ['an enum', 'enum: [a, b, c]'],
    ['a constant', 'const: 1'],
    ['a pattern that takes for ever', "type: string, pattern: '^(([0-9a-f]+-?)+)+x$'"],
  ])(
    'that callers have to set because of %s',
    async (_name, schema) => {
      const message = `${inPayload}, ${object(`id: { ${schema} }`)}`;
      expect(await report(message, message)).toBe(
        'warning CORRELATION_ID_NOT_GENERATED 5:68: Allow any string of 36 characters, or any integer.',
      );
    },
    30_000,
  );
});

describe('a correlation id of messages without a reply', () => {
  it('is a hint, one for all', async () => {
    const message = `{ ${inPayload}, ${text} }`;
    const found = await lint3(`channels:
  a: { address: a, messages: { a: ${message}, b: ${message} } }
operations: { a: { action: send, channel: { $ref: '#/channels/a' } } }
`);
    expect(brief(found)).toContain('info CORRELATION_ID_UNUSED 4:54');
    expect(own(brief(found))).toHaveLength(1);
  });

  it('is one in AsyncAPI 2, also from a trait', async () => {
    const found = await lint2(`channels:
  a:
    publish: { message: { traits: [{ ${inPayload} }], ${text} } }
`);
    expect(own(brief(found))).toEqual(['info CORRELATION_ID_UNUSED 5:55']);
    expect(found[0]?.help).toContain('AsyncAPI 3');
  });

  it('is none if it is followed', async () => {
    const rest = exchange(`${inPayload}, ${text}`, `${inPayload}, ${text}`);
    const found = await lint3(rest.split('\n').slice(2).join('\n'));
    expect(own(brief(found))).toEqual([]);
  });
});
