/** T-12: what other tools read out of extensions and keywords of their own does nothing here. */
import { expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../src/json/json.js';
import { apiOfFiles } from '../support/apis.js';
import { documentWith, outputOf } from './small-document.js';

const evil = 'X; globalThis.evil = 1; type Y';
const vendor: JsonObject = {
  'x-a': evil,
  'x-enum-varnames': [evil],
  'x-enumNames': [evil],
  'x-enum-descriptions': ['*/ evil() /*'],
  'x-go-type': evil,
  'x-go-type-import': { path: evil },
  'x-ts-type': evil,
  'x-parser-schema-id': evil,
  'x-parser-message-name': evil,
  'x-modelgen-inferred-name': evil,
  'x-parser-circular': true,
  'x-typescript-type': evil,
};
/** Keywords that JSON Schema's authors leave to others. */
const keywords: JsonObject = {
  ...vendor,
  tsType: evil,
  tsEnumNames: [evil],
  typescript: evil,
  instanceof: 'Function',
  typeof: 'function',
  transform: [evil],
  $async: true,
  $data: '1/a',
  nullable: true,
  faker: 'helpers.fake',
  chance: evil,
  template: '${evil()}',
  generate: evil,
  jsonPath: '$..*',
};

function documentWithMore(more: JsonObject, inSchema: JsonObject): JsonObject {
  const letters = { type: 'string', enum: ['a', 'b'], ...inSchema };
  const payload = { type: 'object', properties: { letters }, required: ['letters'], ...inSchema };
  const channel = (address: string): Json => {
    return { address, ...more, messages: { m: { payload, ...more } } };
  };
  return documentWith(
    {},
    {
      ...more,
      info: { title: 'T', version: '1', ...more },
      servers: { s: { host: 'h', protocol: 'mqtt', ...more } },
      channels: { c: channel('c'), r: channel('r') },
      operations: {
        ask: {
          action: 'send',
          channel: { $ref: '#/channels/c' },
          reply: { channel: { $ref: '#/channels/r' } },
          ...more,
        },
      },
      components: { schemas: { Letters: letters, Payload: payload } },
    },
  );
}

it('T-12: extensions and foreign keywords change no byte of the output', async () => {
  const [plain, given] = await Promise.all([
    outputOf(documentWithMore({}, {})),
    outputOf(documentWithMore(vendor, keywords)),
  ]);
  expect(given.files.size).toBe(5);
  expect([...given.files]).toEqual([...plain.files]);
});

it('T-12: names that other tools use are names like others', async () => {
  const name = 'x-parser-schema-id';
  const { messages, channels } = await apiOfFiles({
    'a.json': JSON.stringify({
      asyncapi: '3.0.0',
      info: { title: 'T', version: '1' },
      channels: {
        [name]: {
          address: 'c',
          messages: { m: { payload: {}, examples: [{ payload: { [name]: evil } }] } },
        },
      },
    }),
  });
  expect(channels.map(({ id }) => id)).toEqual([name]);
  expect(messages[0]?.examples).toEqual([{ payload: { [name]: evil } }]);
});
