/** Payloads that are not JSON: text and bytes. */
import { describe, expect, test } from '@jest/globals';
import { acceptBytes, acceptText } from '../../templates/runtime/validation/accept.js';
import type { Messages, RespondOperation } from '../../templates/runtime/descriptor.js';
import { ValidationError } from '../../templates/runtime/validation/validation-error.js';
import { readBody, readRequestBody, writeBody, writeRequestBody } from './bodies.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('text', () => {
  const messages: Messages<string> = { it: { encoding: 'text', payload: acceptText } };

  test.each(['', '"quoted"', 'déjà vu 🚗', '\uFEFFmarked', '{'])('%j is itself', (text) => {
    expect(writeBody(messages, text)).toBe(text);
    expect(readBody(messages, bytes(text))).toBe(text);
  });

  test('is refused where it is not UTF-8', () => {
    expect(() => readBody(messages, Uint8Array.of(0x61, 0xff))).toThrow(
      /must be a string in UTF-8/,
    );
  });

  test.each([5, null, undefined, Uint8Array.of(1)])('is not %p', (payload) => {
    expect(() => writeBody(messages, payload)).toThrow(ValidationError);
    expect(() =>
      writeBody({ it: { encoding: 'text', payload: () => undefined } }, payload),
    ).toThrow(ValidationError);
  });

  test('has no half characters, which would arrive as others', () => {
    expect(() => writeBody(messages, 'a\uD83D')).toThrow(ValidationError);
  });
});

describe('bytes', () => {
  const messages: Messages<Uint8Array> = { it: { encoding: 'binary', payload: acceptBytes } };

  test('are themselves, whatever the package `mqtt` calls them', () => {
    const body = Uint8Array.of(0, 255, 34);
    expect(writeBody(messages, body)).toBe(body);
    const received = readBody(messages, Buffer.from(body));
    expect(received).toEqual(body);
    expect(Buffer.isBuffer(received)).toBe(false);
    expect(readBody(messages, new Uint8Array())).toHaveLength(0);
  });

  test.each(['text', [1, 2], undefined, new ArrayBuffer(2)])('are not %p', (payload) => {
    expect(() => writeBody(messages, payload)).toThrow(ValidationError);
    expect(() =>
      writeBody({ it: { encoding: 'binary', payload: () => undefined } }, payload),
    ).toThrow(ValidationError);
  });
});

test('request and reply have each their own encoding', () => {
  const operation: RespondOperation<string, Uint8Array> = {
    kind: 'respond',
    id: 'photo',
    address: 'photo',
    envelope: 'properties',
    payload: true,
    messages: { north: { encoding: 'text', payload: acceptText } },
    replies: { photo: { encoding: 'binary', payload: acceptBytes } },
  };
  expect(writeRequestBody(operation, 'north', 'r/1')).toBe('north');
  expect(readRequestBody(operation, bytes('north')).payload).toBe('north');
  expect(writeBody(operation.replies, Uint8Array.of(1))).toEqual(Uint8Array.of(1));
  expect(readBody(operation.replies, Uint8Array.of(1))).toEqual(Uint8Array.of(1));
});
