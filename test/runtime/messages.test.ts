/** Several messages on one channel, and headers. */
import { describe, expect, test } from '@jest/globals';
import { acceptBytes, acceptText } from '../../templates/runtime/validation/accept.js';
import { readMessage, writeMessage } from '../../templates/runtime/messages/codec.js';
import type { Messages } from '../../templates/runtime/descriptor.js';
import { ValidationError } from '../../templates/runtime/validation/validation-error.js';
import { readHeaders, writeHeaders } from '../../templates/runtime/messages/headers.js';
import type { IncomingMessage } from '../../templates/runtime/messages/message.js';
import { SharedInbox } from '../../templates/runtime/connection/shared-inbox.js';
import { TaskGroup } from '../../templates/runtime/connection/tasks.js';
import { createValidators } from '../../templates/runtime/lazy/create-validators.js';

const validators = createValidators({
  Count: { type: 'integer' },
  Word: { type: 'string', pattern: '^[a-z]+$' },
  Labels: {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string' },
      rank: { type: 'integer' },
      flags: { type: 'array', items: { type: 'boolean' } },
      tags: { type: 'array', items: { type: 'string' } },
    },
  },
});
const accept =
  (name: 'Count' | 'Word' | 'Labels') =>
  (value: unknown): void => {
    validators.assert(name, value);
  };
const labels = { accept: accept('Labels'), json: ['rank', 'flags', 'tags'] };

const messages: Messages = {
  labelled: { payload: accept('Count'), headers: labels },
  count: { payload: accept('Count') },
  nothing: {},
  text: { payload: acceptText, encoding: 'text' },
  bytes: { payload: acceptBytes, encoding: 'binary' },
};
const body = (text: string): Uint8Array => new TextEncoder().encode(text);
const nameOf = (bytes: Uint8Array, headers = {}): string =>
  readMessage(messages, { body: bytes, headers }).message;

describe('a message of several', () => {
  test('is the first that it can be', () => {
    expect(nameOf(body('5'), { name: 'x' })).toBe('labelled');
    expect(nameOf(body('5'))).toBe('count');
    expect(nameOf(body(''))).toBe('nothing');
    expect(nameOf(body('"5"'))).toBe('text');
    expect(nameOf(Uint8Array.of(0xff))).toBe('bytes');
  });

  test('is written as the first that the payload can be', () => {
    expect(writeMessage(messages, { payload: 5, headers: { name: 'x' } })).toEqual({
      payload: 5,
      body: '5',
      headers: { name: 'x' },
    });
    expect(writeMessage(messages, { payload: 5 })).toMatchObject({ body: '5', headers: undefined });
    expect(writeMessage(messages, { payload: undefined }).body).toBe('');
    expect(writeMessage(messages, { payload: 'x' }).body).toBe('x');
  });

  test('is refused with the issues of all where it is none', () => {
    const { labelled = {}, nothing = {} } = messages;
    const few: Messages = { labelled, nothing };
    const read = (): unknown => readMessage(few, { body: body('x'), headers: {} });
    expect(read).toThrow(ValidationError);
    expect(read).toThrow(/must be JSON.*must be empty/);
  });
});

describe('headers', () => {
  test('that are no texts are JSON on the wire, and back', () => {
    const headers = { name: '7', rank: 3, flags: [true], tags: ['a', 'b'] };
    const written = writeHeaders(labels, headers);
    expect(written).toEqual({ name: '7', rank: '3', flags: '[true]', tags: '["a","b"]' });
    expect(readHeaders(labels, written ?? {})).toEqual(headers);
  });

  test('that are undefined are left out', () => {
    expect(writeHeaders(labels, { name: 'a', rank: undefined })).toEqual({ name: 'a' });
    expect(writeHeaders(undefined, {})).toBeUndefined();
  });

  test('are checked on both sides', () => {
    expect(() => readHeaders(labels, { rank: '3' })).toThrow('/name is required');
    expect(() => readHeaders(labels, { name: 'a', rank: 'high' })).toThrow('/rank');
    expect(() => writeHeaders(labels, { name: 'a', rank: 0.5 })).toThrow('/rank');
  });

  test('cannot reach prototypes', () => {
    readHeaders(undefined, JSON.parse('{"__proto__":"x"}'));
    const read: unknown = readHeaders(labels, JSON.parse('{"name":"a","__proto__":"x"}'));
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(Reflect.get({}, 'x')).toBeUndefined();
  });
});

describe('an inbox that all share', () => {
  const message = (
    correlationData: Uint8Array | undefined,
    { retain = false, ...properties }: { retain?: boolean; responseTopic?: string } = {},
  ): IncomingMessage => ({
    topic: 'answers',
    body: new Uint8Array(),
    packet: {
      cmd: 'publish',
      topic: 'answers',
      payload: '',
      qos: 0,
      dup: false,
      retain,
      properties: {
        ...properties,
        ...(correlationData && { correlationData: Buffer.from(correlationData) }),
      },
    },
  });

  test('gives each reply to its request, and one without correlation data to the last that waits', async () => {
    const ignored: IncomingMessage[] = [];
    const inbox = new SharedInbox('answers', (reply) => void ignored.push(reply));
    const group = new TaskGroup();
    const waiters = [inbox.reserve(), inbox.reserve(), inbox.reserve()];
    const settled: number[] = [];
    const tasks = waiters.map((waiter, index) => {
      const task = group.start<IncomingMessage>({ onSettled: () => inbox.forget(waiter) });
      inbox.expect(waiter, task);
      return task.promise.then(() => settled.push(index));
    });
    inbox.receive(message(waiters[0]?.correlationData, { retain: true }));
    inbox.receive(message(waiters[0]?.correlationData, { responseTopic: 'answers' }));
    inbox.receive(message(Uint8Array.of(1, 2, 3)));
    inbox.receive(message(waiters[1]?.correlationData));
    inbox.receive(message(undefined));
    inbox.receive(message(waiters[2]?.correlationData));
    inbox.receive(message(undefined));
    await Promise.all(tasks);
    expect(settled).toEqual([1, 2, 0]);
    // The one with foreign data, and the one that could have been for any of two.
    expect(ignored).toHaveLength(2);
    expect(new Set(waiters.map(({ correlationData }) => String(correlationData))).size).toBe(3);
  });
});
