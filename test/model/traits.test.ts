/** Operations and messages with their traits, of which each field knows where it stands. */
import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/json/json.js';
import type { Node } from '../../src/model/node.js';
import { originId } from '../../src/model/origin.js';
import { createSource } from '../../src/model/source.js';
import { documentOf, loadFiles } from '../load/loading.js';

const avro = 'application/vnd.apache.avro;version=1.9.0';
const messageTraits = {
  T: {
    contentType: 'text/plain',
    title: 'Trait',
    bindings: { $ref: '#/components/messageBindings/B' },
    'x-more': { b: 1 },
    headers: { type: 'object', properties: { h: { type: 'string' } } },
  },
};
const messageBindings = {
  B: {
    mqtt: { contentType: 'a' },
    amqp: { messageType: 'm', contentEncoding: 'br' },
  },
};
const own = {
  title: 'Own',
  payload: { type: 'string' },
  headers: { type: 'object' },
  bindings: { mqtt: { contentType: 'b' }, amqp: { contentEncoding: 'gzip' }, kafka: {} },
  'x-more': { a: 1 },
};

/** The message M with its traits; places are pointers, or a file and a pointer. */
async function messageWith(version: 2 | 3, M: Readonly<Record<string, Json>>) {
  const document = {
    asyncapi: version === 2 ? '2.6.0' : '3.0.0',
    info: { title: 'T', version: '1' },
    channels: {},
    components: { messages: { M }, messageTraits, messageBindings },
  };
  const more = { summary: 'More.', title: 'Last' };
  const loaded = await loadFiles({
    'a.yaml': JSON.stringify(document),
    'more.yaml': JSON.stringify(more),
  });
  const { root, traits } = createSource(documentOf(loaded));
  const written = root.get('components', 'messages', 'M');
  if (written === undefined) throw new Error('There is no message.');
  const message = traits.applyTo(written);
  const placeOf = (...keys: readonly string[]): string => {
    const node = message.get(...keys);
    return node === undefined ? 'nowhere' : originId(node.origin).slice(loaded.folder.length + 1);
  };
  return { message, written, placeOf, traits };
}

const valuesOf = (message: Node, ...keys: readonly string[]): readonly unknown[] =>
  keys.map((key) => message.get(key)?.value);

const traits = [{ $ref: '#/components/messageTraits/T' }, { $ref: 'more.yaml' }];
const inTrait = 'a.yaml#/components/messageTraits/T';
const inMessage = 'a.yaml#/components/messages/M';

describe('in AsyncAPI 3 traits only add', () => {
  it('fields, each of which stands where it did', async () => {
    const { message, placeOf } = await messageWith(3, { ...own, traits });
    expect(valuesOf(message, 'contentType', 'title', 'summary')).toEqual([
      ...['text/plain', 'Own', 'More.'],
    ]);
    expect(placeOf('contentType')).toBe(`${inTrait}/contentType`);
    expect(placeOf('title')).toBe(`${inMessage}/title`);
    expect(placeOf('summary')).toBe('more.yaml#/summary');
    expect(placeOf()).toBe(inMessage);
  });

  it('to objects at any depth, references followed', async () => {
    const { message, placeOf } = await messageWith(3, { ...own, traits });
    expect(message.get('bindings', 'mqtt')?.value).toEqual({ contentType: 'b' });
    expect(message.get('bindings', 'amqp')?.value).toEqual({
      messageType: 'm',
      contentEncoding: 'gzip',
    });
    expect(placeOf('bindings', 'amqp', 'messageType')).toBe(
      'a.yaml#/components/messageBindings/B/amqp/messageType',
    );
    expect(placeOf('bindings', 'amqp', 'contentEncoding')).toBe(
      `${inMessage}/bindings/amqp/contentEncoding`,
    );
    expect(placeOf('bindings', 'kafka')).toBe(`${inMessage}/bindings/kafka`);
  });

  it('nothing to schemas and extensions, which are taken whole', async () => {
    const { message } = await messageWith(3, { ...own, traits });
    expect(valuesOf(message, 'payload', 'headers', 'x-more')).toEqual([
      ...[own.payload, own.headers, own['x-more']],
    ]);
  });

  it('and leave traits and message as they are written', async () => {
    const { written } = await messageWith(3, { ...own, traits });
    expect(written.value).toEqual({ ...own, traits });
  });
});

it('in AsyncAPI 2 a trait wins over the message, and a later one over the others', async () => {
  const { message, placeOf } = await messageWith(2, { ...own, traits });
  expect(valuesOf(message, 'contentType', 'title', 'summary')).toEqual([
    ...['text/plain', 'Last', 'More.'],
  ]);
  expect(placeOf('title')).toBe('more.yaml#/title');
  expect(message.get('bindings', 'mqtt')?.value).toEqual({ contentType: 'a' });
  expect(message.get('x-more')?.value).toEqual({ b: 1 });
  expect(placeOf()).toBe(inMessage);
});

it('a message without traits is what it is, and each is merged once', async () => {
  const plain = await messageWith(2, { ...own, schemaFormat: avro });
  expect(plain.message).toBe(plain.written);
  const merged = await messageWith(3, { traits });
  expect(merged.traits.applyTo(merged.written)).toBe(merged.message);
});
