import { expect, it } from '@jest/globals';
import { generateText } from './linting.js';

const document = (contentType: string, rest = ''): string => `asyncapi: 3.0.0
info: { title: T, version: '1' }
${rest}
channels:
  c: { address: c, messages: { m: { ${contentType}payload: { type: object } } } }
operations: { sendC: { action: send, channel: { $ref: '#/channels/c' } } }
`;

it.each([
  ['contentType: json, ', 'application/json', '5:37'],
  ["contentType: 'JSON', ", 'application/json', '5:37'],
  ['contentType: text, ', 'text/plain', '5:37'],
  ['contentType: cbor, ', 'application/cbor', '5:37'],
  ["contentType: 'a b', ", 'a media type, e.g. application/json', '5:37'],
])('%s is reported, and %s is meant', async (contentType, meant, place) => {
  const { found, help } = await generateText(document(contentType));
  expect(found).toEqual([`warning CONTENT_TYPE_INVALID ${place}`]);
  expect(help).toEqual([`Write ${meant}.`]);
});

it('is reported once where the default of the document is wrong', async () => {
  const { found } = await generateText(document('', 'defaultContentType: json'));
  expect(found).toEqual(['warning CONTENT_TYPE_INVALID 3:1']);
});

it.each(['application/vnd.a.b+json', "'text/plain; charset=utf-8'", 'application/octet-stream'])(
  '%s is none',
  async (contentType) => {
    expect((await generateText(document(`contentType: ${contentType}, `))).found).toEqual([]);
  },
);
