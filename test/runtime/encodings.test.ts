/** Payloads that are not JSON: text and bytes. */
import { describe, expect, test } from '@jest/globals';
import { acceptBytes, acceptText } from '../../templates/runtime/accept.js';
import {
  decodeMessage,
  decodeReply,
  decodeRequest,
  encodeMessage,
  encodeReply,
  encodeRequest,
} from '../../templates/runtime/codec.js';
import type { PublishOperation, RespondOperation } from '../../templates/runtime/descriptor.js';
import { ValidationError } from '../../templates/runtime/errors.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const base = { kind: 'publish', id: 'it', address: 'it' } as const;

describe('text', () => {
  const operation: PublishOperation<string> = { ...base, encoding: 'text', message: acceptText };

  test.each(['', '"quoted"', 'déjà vu 🚗', '\uFEFFmarked', '{'])('%j is itself', (text) => {
    expect(encodeMessage(operation, text)).toBe(text);
    expect(decodeMessage(operation, bytes(text))).toBe(text);
  });

  test('is refused where it is not UTF-8', () => {
    expect(() => decodeMessage(operation, Uint8Array.of(0x61, 0xff))).toThrow(/is not text/);
  });

  test.each([5, null, undefined, Uint8Array.of(1)])('is not %p', (payload) => {
    expect(() => encodeMessage(operation, payload)).toThrow(ValidationError);
    expect(() => encodeMessage({ ...operation, message: () => undefined }, payload)).toThrow(
      ValidationError,
    );
  });

  test('has no half characters, which would arrive as others', () => {
    expect(() => encodeMessage(operation, 'a\uD83D')).toThrow(ValidationError);
  });
});

describe('bytes', () => {
  const operation: PublishOperation<Uint8Array> = {
    ...base,
    encoding: 'binary',
    message: acceptBytes,
  };

  test('are themselves, whatever the package `mqtt` calls them', () => {
    const body = Uint8Array.of(0, 255, 34);
    expect(encodeMessage(operation, body)).toBe(body);
    const received = decodeMessage(operation, Buffer.from(body));
    expect(received).toEqual(body);
    expect(Buffer.isBuffer(received)).toBe(false);
    expect(decodeMessage(operation, new Uint8Array())).toHaveLength(0);
  });

  test.each(['text', [1, 2], undefined, new ArrayBuffer(2)])('are not %p', (payload) => {
    expect(() => encodeMessage(operation, payload)).toThrow(ValidationError);
    expect(() => encodeMessage({ ...operation, message: () => undefined }, payload)).toThrow(
      ValidationError,
    );
  });
});

test('request and reply have each their own encoding', () => {
  const operation: RespondOperation<string, Uint8Array> = {
    kind: 'respond',
    id: 'photo',
    address: 'photo',
    envelope: 'properties',
    payload: true,
    encoding: 'text',
    message: acceptText,
    replyEncoding: 'binary',
    reply: acceptBytes,
  };
  expect(encodeRequest(operation, 'north', 'r/1')).toBe('north');
  expect(decodeRequest(operation, bytes('north')).payload).toBe('north');
  expect(encodeReply(operation, Uint8Array.of(1))).toEqual(Uint8Array.of(1));
  expect(decodeReply(operation, Uint8Array.of(1))).toEqual(Uint8Array.of(1));
});
