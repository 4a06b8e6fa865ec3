/** What a document of AsyncAPI 3 says, as the model has it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Api, Message, Operation } from '../../src/model/api.js';
import { apiOfFiles } from '../support/apis.js';
import { root } from '../support/project.js';

let api: Api;
beforeAll(async () => {
  api = await apiOfFiles({
    'v3.yaml': readFileSync(join(root, 'test/model/v3.yaml'), 'utf8'),
  });
}, 30_000);

function operation(id: string): Operation {
  const found = api.operations.find((each) => each.id === id);
  if (found === undefined) throw new Error(`No operation ${id}`);
  return found;
}

/** An operation that is a request or its mirror. */
function exchange(id: string): Extract<Operation, { readonly kind: 'request' | 'respond' }> {
  const found = operation(id);
  if (!('reply' in found)) throw new Error(`${id} has no reply`);
  return found;
}

const ids = (messages: readonly Message[]) => messages.map(({ id }) => id);

describe('servers', () => {
  it('are where the document says, with their variables', () => {
    expect(api.servers).toMatchObject([
      {
        id: 'main',
        host: 'localhost:1883',
        pathname: '/api/{id}',
        protocol: 'mqtt',
        description: 'The broker.',
        variables: [{ name: 'id', description: 'Who.', values: ['a', 'b'], default: 'a' }],
      },
      { id: 'plain', host: 'localhost', protocol: 'mqtts', variables: [] },
    ]);
    expect(api.servers[1]).not.toHaveProperty('pathname');
  });
});

describe('channels', () => {
  it('have an address in segments, or none', () => {
    expect(Object.fromEntries(api.channels.map(({ id, address }) => [id, address]))).toEqual({
      ask: {
        text: 'ask/{room}',
        segments: [
          { kind: 'text', text: 'ask/' },
          { kind: 'parameter', name: 'room' },
        ],
      },
      answer: undefined,
      answers: { text: 'answers', segments: [{ kind: 'text', text: 'answers' }] },
      byReference: { text: 'by-reference', segments: [{ kind: 'text', text: 'by-reference' }] },
      level: undefined,
      plainAsk: { text: 'plain', segments: [{ kind: 'text', text: 'plain' }] },
    });
  });

  it('have parameters', () => {
    expect(api.channels[0]?.parameters).toMatchObject([
      { name: 'room', description: 'R.', values: ['x', 'y'], default: 'x' },
    ]);
  });
});

describe('operations', () => {
  it('are of the kind that action and reply make them; replies are none', () => {
    expect(api.operations.map(({ id, kind }) => `${id}: ${kind}`)).toEqual([
      'send_request_ask: request',
      'receive_request_by_reference: respond',
      'plain_ask: request',
      'send_level: publish',
      'receive_level: subscribe',
    ]);
  });

  it('have texts, bindings and traits', () => {
    expect(operation('send_request_ask')).toMatchObject({
      title: 'Title',
      summary: 'Summary.',
      description: 'Description.',
      mqtt: {},
    });
    expect(operation('send_level')).toMatchObject({
      summary: 'From the trait.',
      mqtt: { qos: 2, retain: true },
    });
    expect(operation('receive_level').mqtt).toEqual({ qos: 0 });
  });

  it('have the messages of their channel, or those that they name', () => {
    expect(ids(operation('receive_level').messages)).toEqual(['one', 'two', 'none']);
    expect(ids(operation('send_level').messages)).toEqual(['two']);
  });

  it('know where they are written', () => {
    expect(operation('send_level').origin.pointer).toBe('/operations/send_level');
  });
});

describe('a request', () => {
  it('has the messages of its reply channel', () => {
    expect(ids(exchange('send_request_ask').reply.messages)).toEqual(['answer']);
    expect(ids(exchange('plain_ask').reply.messages)).toEqual(['answer']);
  });

  it('has its reply on a channel of its own or where the message says', () => {
    expect(exchange('send_request_ask').reply.address).toEqual({
      kind: 'message',
      location: '$message.header#/replyTo',
    });
    expect(exchange('plain_ask').reply.address).toEqual({ kind: 'channel' });
  });

  it('is in an envelope if its payload declares headers.replyTo, references followed', () => {
    expect(exchange('send_request_ask').reply.envelope).toBe('body');
    expect(exchange('receive_request_by_reference').reply.envelope).toBe('body');
  });

  it('is in none if the headers have no replyTo', () => {
    expect(exchange('plain_ask').reply.envelope).toBe('properties');
  });
});

describe('messages', () => {
  it('go by the key that defines them, not by their name or an odd key on the way', () => {
    expect(ids(operation('send_request_ask').messages)).toEqual(['ask']);
    expect(ids(operation('receive_request_by_reference').messages)).toEqual(['viaReference']);
    expect(ids(api.messages)).toEqual(['ask', 'answer', 'viaReference', 'one', 'two', 'none', 'm']);
  });

  it('have their content type, or that of the document', () => {
    const [ask, answer] = api.messages;
    expect([ask?.contentType, answer?.contentType]).toEqual([
      'application/vnd.x+json',
      'text/plain',
    ]);
  });

  it('have examples, traits, and a payload if the document gives one', () => {
    const [ask, answer] = api.messages;
    expect(ask?.examples).toEqual([{ name: 'one', summary: 'S.', payload: { payload: 1 } }]);
    expect(answer).toMatchObject({ title: 'From the trait', deprecated: true });
    expect(api.messages.find(({ id }) => id === 'none')).not.toHaveProperty('payload');
  });
});

it('schemas are those of the components and all that messages hold', () => {
  const pointers = [...api.schemas.values()].map(({ origin }) => origin.pointer);
  expect(pointers.slice(0, 3)).toEqual([
    '/components/schemas/Envelope',
    '/components/schemas/Headers',
    '/components/schemas/Topic',
  ]);
  expect(pointers.slice(3).toSorted()).toEqual([
    '/channels/level/messages/one/payload',
    '/channels/level/messages/two/payload',
    '/channels/plainAsk/messages/m/payload',
    '/components/messages/answer/payload',
    '/components/messages/ask/payload',
  ]);
});
