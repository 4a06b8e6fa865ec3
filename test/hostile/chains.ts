/** T-11: chains of references, each of which would be a step of a recursion. */
import { expect, it } from '@jest/globals';
import { documentOf, loadText } from '../load/loading.js';
import { buildApi } from '../../src/model/model.js';
import type { Json, JsonObject } from '../../src/json/json.js';

async function apiOf(message: Json, components: JsonObject) {
  const document = {
    asyncapi: '3.0.0',
    info: { title: 'T', version: '1' },
    channels: { c: { address: 'c', messages: { m: message } } },
    components,
  };
  return buildApi(documentOf(await loadText(JSON.stringify(document))));
}

/** Each value refers to the next by `link`. */
function chain(
  name: string,
  length: number,
  link: (next: string) => Json,
): Readonly<Record<string, Json>> {
  const links = Array.from({ length }, (_, index) => {
    return [`${name}${index}`, link(`${name}${index + 1}`)] as const;
  });
  return Object.fromEntries(links);
}

it('T-11: a message behind 12,000 references is found, and its traits are', async () => {
  const length = 12_000;
  const messages = chain('m', length, (next) => ({ $ref: `#/components/messages/${next}` }));
  const messageTraits = chain('t', length, (next) => ({
    $ref: `#/components/messageTraits/${next}`,
  }));
  const api = await apiOf(
    { $ref: '#/components/messages/m0' },
    {
      messages: {
        ...messages,
        [`m${length}`]: { name: 'End', traits: [{ $ref: '#/components/messageTraits/t0' }] },
      },
      messageTraits: { ...messageTraits, [`t${length}`]: { title: 'Trait' } },
    },
  );
  expect(api.messages).toHaveLength(1);
  expect(api.channels[0]?.messages).toMatchObject([{ name: 'End', title: 'Trait' }]);
});

it('T-11: headers of a message and of its trait may be long chains of schemas', async () => {
  const length = 3000;
  const schemas = (name: string): Readonly<Record<string, Json>> => ({
    ...chain(name, length, (next) => ({
      type: 'object',
      properties: { [name]: {}, next: { $ref: `#/components/schemas/${next}` } },
    })),
    [`${name}${length}`]: { type: 'string' },
  });
  const api = await apiOf(
    {
      headers: { $ref: '#/components/schemas/a0' },
      traits: [{ headers: { $ref: '#/components/schemas/b0' } }],
    },
    { schemas: { ...schemas('a'), ...schemas('b') } },
  );
  const headers = api.messages[0]?.headers;
  if (headers?.kind !== 'keywords') throw new Error('There are no merged headers.');
  expect([...headers.properties.keys()].toSorted()).toEqual(['a', 'b', 'next']);
});
