/** A large document is checked in parts; what is told of it is what is told of a small one. */
import { describe, expect, it } from '@jest/globals';
import { limits } from '../../src/load/limits.js';
import { brief, loadText } from './loading.js';

type Fields = Readonly<Record<string, unknown>>;

/** Nothing is wrong with it; enough to make any document large. */
const filler = Object.fromEntries(
  Array.from({ length: limits.partSize / 4 }, (_, index) => [
    `p${index}`,
    { type: 'object', properties: { a: { type: 'string' } } },
  ]),
);
const wide = { type: 'object', properties: filler };
const isThree = (version: string): boolean => version.startsWith('3');

function small(version: string): Fields {
  const message = { payload: { type: 'string' } };
  const channel = isThree(version)
    ? { address: 'c', messages: { m: message } }
    : { publish: { message } };
  const server = isThree(version) ? { host: 'h' } : { url: 'h' };
  return {
    asyncapi: version,
    info: { title: 'T', version: '1' },
    servers: { s: { ...server, protocol: 'mqtt' } },
    channels: { c: channel },
    ...(isThree(version) && {
      operations: { o: { action: 'send', channel: { $ref: '#/channels/c' } } },
    }),
    components: { schemas: { S: { type: 'object', properties: {} } }, messages: { M: message } },
  };
}

/** The same with a value at a place, whatever is on the way there. */
function withValue(owner: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const fields: Fields = Object.fromEntries(Object.entries(Object(owner)));
  return { ...fields, [key]: withValue(fields[key], rest, value) };
}

/** Code, message and pointer of each finding, in no order. */
async function told(document: unknown): Promise<readonly string[]> {
  const { diagnostics } = await loadText(JSON.stringify(document));
  return diagnostics
    .map(({ code, message, place }) => `${code} ${place?.pointer ?? ''} ${message}`)
    .toSorted();
}

const cases: readonly (readonly [version: string, pointer: string, value: unknown])[] = [
  ...['2.6.0', '3.0.0'].flatMap((version) =>
    (
      [
        ['/stranger', 1],
        ['/info/title', 5],
        ['/info/stranger', 5],
        ['/servers/s/protocol', 5],
        ['/servers/s/stranger', 5],
        ['/servers/t', {}],
        ['/servers/t', 5],
        ['/channels/c/stranger', 5],
        ['/channels/d', 5],
        ['/channels', 5],
        ['/components/stranger', {}],
        ['/components/schemas', 5],
        ['/components/schemas/S/type', 'strin'],
        ['/components/schemas/S/properties/x/minimum', 'few'],
        ['/components/schemas/a b/type', 'strin'],
        ['/components/messages/M/stranger', 1],
        ['/components/messages/M/payload', 5],
        ['/components/messages/M/headers', 5],
        ['/components/parameters/P', 5],
        ['/components/securitySchemes/X/type', 'nothing'],
        ['/components/channelBindings/B/mqtt', 5],
      ] as const
    ).map(([pointer, value]) => [version, pointer, value] as const),
  ),
  ['2.6.0', '/channels/c/publish/stranger', 5],
  ['2.6.0', '/channels/c/publish/message/payload/type', 'strin'],
  ['2.6.0', '/channels/c/publish/message/schemaFormat', 5],
  [
    '2.6.0',
    '/channels/c/publish/message',
    { schemaFormat: 'application/schema;version=draft-07', payload: { type: 'strin' } },
  ],
  ['3.0.0', '/channels/c/messages/m/payload/type', 'strin'],
  ['3.0.0', '/channels/c/messages/m/stranger', 1],
  ['3.0.0', '/operations/o/action', 'publish'],
  ['3.0.0', '/operations/o/stranger', 1],
  ['3.0.0', '/operations/p', { action: 'send' }],
  ['3.0.0', '/components/operations/o', { channel: { $ref: '#/channels/c' } }],
  ['3.0.0', '/operations/o/bindings', { mqtt: { $ref: '#/info' } }],
  ['3.0.0', '/info', { $ref: '#/x-info' }],
];

describe('one mistake in a large document', () => {
  it.each(cases)('is told as in a small one: %s %s', async (version, pointer, value) => {
    const path = pointer.split('/').slice(1);
    const extended = { ...small(version), 'x-info': { title: 'T', version: '1' } };
    const document = withValue(extended, path, value);
    const expected = await told(document);
    // The entries of this mapping are always there.
    const place = pointer === '/components/schemas' ? 'messages' : 'schemas';
    const filled = place === 'schemas' ? wide : { payload: wide };
    const large = withValue(document, ['components', place, 'Wide'], filled);
    expect(await told(large)).toEqual(expected);
  });
});

describe('a large document', () => {
  it('without mistakes has none', async () => {
    for (const version of ['2.0.0', '2.6.0', '3.0.0', '3.1.0']) {
      const large = withValue(small(version), ['components', 'schemas', 'Wide'], wide);
      expect(await told(large)).toEqual([]);
    }
  });

  it('has its mistakes told in the entries of a wide schema and of a wide channel', async () => {
    const wrong = { ...filler, p1021: { type: 'strin' }, p17: { minimum: 'few' } };
    const schema = withValue(
      small('2.6.0'),
      ['components', 'schemas', 'Wide', 'properties'],
      wrong,
    );
    expect((await told(schema)).map((each) => each.split(' ')[1])).toEqual([
      '/components/schemas/Wide/properties/p1021/type',
      '/components/schemas/Wide/properties/p17/minimum',
    ]);
    const messages = Object.fromEntries(
      Object.entries(wrong).map(([key, payload]) => [key, { payload }]),
    );
    const channel = withValue(small('3.0.0'), ['channels', 'c', 'messages'], messages);
    expect((await told(channel)).map((each) => each.split(' ')[1])).toEqual([
      '/channels/c/messages/p1021/payload/type',
      '/channels/c/messages/p17/payload/minimum',
    ]);
  });

  it('has the first mistake told of a value that cannot be taken apart', async () => {
    const payload = { ...wide, properties: { ...filler, p7: { type: 'strin' } } };
    for (const [version, path] of [
      ['2.6.0', ['channels', 'c', 'publish', 'message', 'payload']],
      ['3.0.0', ['channels', 'c', 'messages', 'm', 'payload']],
    ] as const) {
      const [first, ...others] = await told(withValue(small(version), path, payload));
      expect(first).toContain(`/${path.join('/')}/properties/p7/type`);
      expect(others).toEqual([]);
    }
  });

  it('has a hundred of its mistakes told and some more, not all', async () => {
    const schemas = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`S${index}`, { type: 'strin' }]),
    );
    for (const version of ['2.6.0', '3.0.0']) {
      const found = await told(withValue(small(version), ['components', 'schemas'], schemas));
      expect(found.length).toBeGreaterThanOrEqual(100);
      expect(found.length).toBeLessThan(limits.partSize);
    }
  });
});

describe('a payload of AsyncAPI 2 whose format is named', () => {
  it.each([
    ['application/schema;version=draft-07', 1],
    ['application/schema+json;version=draft-07', 1],
    ['application/vnd.aai.asyncapi;version=3.0.0', 1],
    ['text/plain', 0],
  ])('is checked if that is JSON Schema: %s', async (schemaFormat, count) => {
    const message = { schemaFormat, payload: { properties: { a: { type: 'strin' } } } };
    const document = withValue(small('2.0.0'), ['channels', 'c', 'publish', 'message'], message);
    const found = await told(document);
    expect(found).toHaveLength(count);
    for (const each of found) expect(each).toContain('/message/payload/properties/a/type');
  });
});

describe('references that follow one another', () => {
  const chain = (length: number, end: string): string => {
    const links = Array.from(
      { length },
      (_, index) => `    S${index}: {$ref: '#/components/schemas/S${index + 1}'}`,
    );
    return `asyncapi: 3.0.0
info: {title: T, version: '1'}
channels: {c: {address: c, messages: {m: {payload: {$ref: '#/components/schemas/S0'}}}}}
components:
  schemas:
${links.join('\n')}
    S${length}: ${end}
`;
  };

  it('may be as many as there are', async () => {
    expect(brief(await loadText(chain(3000, '{type: string}')))).toEqual([]);
  });

  it('into a circle are refused, each of them', async () => {
    const found = brief(await loadText(chain(300, "{$ref: '#/components/schemas/S200'}")));
    expect(found).toHaveLength(302);
    expect(new Set(found.map((each) => each.split(' ')[0]))).toEqual(new Set(['REF_CIRCULAR']));
  });
});
