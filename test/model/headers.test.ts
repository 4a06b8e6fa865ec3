/** Headers of a message that has some itself, and some by its traits. */
import { expect, it } from '@jest/globals';
import type { Json } from '../../src/json/json.js';
import type { Api } from '../../src/model/api.js';
import { resolveSchema } from '../../src/model/schema/schemas.js';
import type { Schema } from '../../src/model/schema/schema.js';
import { apiOfFiles } from '../support/apis.js';

const own = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string' }, both: { type: 'string', minLength: 3 } },
};
const traits = [
  { $ref: '#/components/messageTraits/Common' },
  { headers: { $ref: 'more.yaml#/headers' } },
];
const components = {
  schemas: {
    Time: { type: 'integer' },
    Both: { type: 'string', minLength: 5, maxLength: 9 },
    Own: own,
    Chain: { properties: { next: { $ref: '#/components/schemas/Chain' } } },
    Other: { properties: { next: { $ref: '#/components/schemas/Other' } } },
  },
  messageTraits: {
    Common: {
      headers: {
        type: 'object',
        required: ['sent'],
        properties: {
          sent: { $ref: '#/components/schemas/Time' },
          both: { $ref: '#/components/schemas/Both' },
        },
      },
    },
  },
};
const more = { headers: { properties: { more: { $ref: '#/last' } } }, last: { type: 'boolean' } };

/** A document with one message. */
async function apiWith(version: 2 | 3, message: Readonly<Record<string, Json>>): Promise<Api> {
  const M = { payload: { type: 'string' }, ...message };
  const reference = { $ref: '#/components/messages/M' };
  const channels =
    version === 2
      ? { c: { publish: { operationId: 'send', message: reference } } }
      : { c: { address: 'c', messages: { M: reference } } };
  const document = {
    asyncapi: version === 2 ? '2.6.0' : '3.0.0',
    info: { title: 'T', version: '1' },
    channels,
    components: { ...components, messages: { M } },
  };
  return apiOfFiles({ 'a.yaml': JSON.stringify(document), 'more.yaml': JSON.stringify(more) });
}

function headersOf({ messages, schemas }: Api) {
  const [message] = messages;
  if (message?.headers === undefined) throw new Error('The message has no headers.');
  const headers = resolveSchema(message.headers, schemas);
  if (headers.kind !== 'keywords') throw new Error('The headers say nothing.');
  return headers;
}

/** What is said of each header. */
function told(api: Api): object {
  const tell = (schema: Schema): readonly unknown[] => {
    const { types, data } = { types: [], data: [], ...resolveSchema(schema, api.schemas) };
    return [...types, ...data].flat();
  };
  const { required, properties } = headersOf(api);
  const texts = [...properties].map(([name, schema]) => [name, tell(schema)] as const);
  return { required, ...Object.fromEntries(texts) };
}

const named = { sent: ['integer'], id: ['string'], more: ['boolean'] };

it('are all there in AsyncAPI 3, where the message has the last word', async () => {
  expect(told(await apiWith(3, { headers: own, traits }))).toEqual({
    ...named,
    required: ['id'],
    both: ['string', 'minLength', 3, 'maxLength', 9],
  });
});

it('are all there in AsyncAPI 2, where the traits have the last word', async () => {
  expect(told(await apiWith(2, { headers: own, traits }))).toEqual({
    ...named,
    required: ['sent'],
    both: ['string', 'minLength', 5, 'maxLength', 9],
  });
});

it('may be given by traits alone, and by reference', async () => {
  const { sent, more } = named;
  const common = { required: ['sent'], sent, more };
  expect(told(await apiWith(3, { traits }))).toMatchObject(common);
  const headers = { $ref: '#/components/schemas/Own' };
  const api = await apiWith(3, { traits, headers });
  expect(told(api)).toMatchObject({ ...named, required: ['id'] });
  const shared = api.schemas.get(`${api.origin.file}#/components/schemas/Own`);
  expect(shared?.kind === 'keywords' && [...shared.properties.keys()]).toEqual(['id', 'both']);
});

it('stand where the trait has them, if nobody else has any', async () => {
  const [common = {}] = traits;
  const { origin } = headersOf(await apiWith(3, { traits: [common] }));
  expect(origin.pointer).toBe('/components/messageTraits/Common/headers');
});

it('may say the format of their schema, if it is JSON Schema', async () => {
  const readable = { schemaFormat: 'application/schema+json;version=draft-07', schema: own };
  expect(told(await apiWith(3, { traits, headers: readable }))).toMatchObject(named);
  const record = { type: 'record', name: 'R', fields: [] };
  const avro = { schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: record };
  const { messages } = await apiWith(3, { traits, headers: avro });
  expect(messages[0]).not.toHaveProperty('headers');
});

it('leave those that others refer to as they are', async () => {
  const written = { $ref: '#/components/messages/M/headers' };
  const api = await apiWith(3, { headers: own, traits, payload: { properties: { h: written } } });
  expect(told(api)).toMatchObject(named);
  const referred = api.schemas.get(`${api.origin.file}#/components/messages/M/headers`);
  expect(referred?.kind === 'keywords' && [...referred.properties.keys()]).toEqual(['id', 'both']);
});

it('may hold themselves', async () => {
  const at = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
  const api = await apiWith(3, { headers: at('Chain'), traits: [{ headers: at('Other') }] });
  expect([...headersOf(api).properties.keys()]).toEqual(['next']);
});
