import { describe, expect, test } from '@jest/globals';
import {
  decodeMessage,
  decodeReply,
  decodeRequest,
  encodeMessage,
  encodeReply,
  encodeRequest,
} from '../../templates/runtime/codec.js';
import type { RespondOperation } from '../../templates/runtime/descriptor.js';
import { ValidationError } from '../../templates/runtime/errors.js';
import { assertVerdict, lampApi, type Token, type Verdict } from './facade.js';

const { operations } = lampApi;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const lamp = { lamp_id: 'a', level: 1 };

describe('a message', () => {
  test('is the JSON of its payload', () => {
    expect(encodeMessage(operations.lamp, lamp)).toBe('{"lamp_id":"a","level":1}');
    expect(decodeMessage(operations.lamp, bytes(' {"lamp_id":"a","level":1}\n'))).toEqual(lamp);
  });

  test('without payload is zero bytes, and whatever comes is taken', () => {
    expect(encodeMessage(operations.reboot, undefined)).toBe('');
    expect(decodeMessage(operations.reboot, bytes('not json'))).toBeUndefined();
  });

  test.each(['', '{', 'undefined', '{"lamp_id":1}'])('is refused as %j', (text) => {
    expect(() => decodeMessage(operations.lamp, bytes(text))).toThrow(ValidationError);
  });

  test('is refused where it is not UTF-8', () => {
    const body = Uint8Array.of(0x22, 0xff, 0x22);
    expect(() => decodeMessage(operations.lamp, body)).toThrow(/is not JSON/);
  });

  test('is not sent where it has no JSON', () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;
    const anything = {
      kind: 'publish',
      id: 'any',
      address: 'a',
      message: () => undefined,
    } as const;
    for (const payload of [circular, 10n, () => 1, undefined]) {
      expect(() => encodeMessage(anything, payload)).toThrow(ValidationError);
    }
  });

  test('cannot reach prototypes', () => {
    const body = bytes('{"lamp_id":"a","level":1,"__proto__":{"polluted":true}}');
    decodeMessage(operations.lamp, body);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('a request with its envelope in the body', () => {
  const payload = { connector_id: 1, level: 5 };

  test('is headers and payload, and nothing else', () => {
    expect(encodeRequest(operations.setLevel, payload, 'r/1')).toBe(
      '{"headers":{"replyTo":"r/1"},"payload":{"connector_id":1,"level":5}}',
    );
    expect(encodeRequest(operations.getLamp, undefined, 'r/1')).toBe(
      '{"headers":{"replyTo":"r/1"}}',
    );
  });

  test('is checked before it is sent', () => {
    expect(() => encodeRequest(operations.setLevel, { level: 5 }, 'r')).toThrow(
      '/payload/connector_id',
    );
    expect(() => encodeRequest(operations.setLevel, undefined, 'r')).toThrow(
      '/payload is required',
    );
  });

  test('is taken apart', () => {
    const body = bytes('{"headers":{"replyTo":"r/1"},"payload":{"id_token":"t"}}');
    expect(decodeRequest<Token>(operations.validateToken, body)).toEqual({
      payload: { id_token: 't' },
      replyTo: 'r/1',
    });
  });

  test('needs no place for the reply', () => {
    const body = bytes('{"payload":{"id_token":"t"}}');
    expect(decodeRequest<Token>(operations.validateToken, body).replyTo).toBeUndefined();
  });

  test('needs the payload, whatever the envelope requires', () => {
    const body = bytes('{"headers":{"replyTo":"r/1"}}');
    expect(() => decodeRequest<Token>(operations.validateToken, body)).toThrow(
      '/payload is required',
    );
  });

  test.each(['', 'true', '5', '[]', '{"payload":5}'])('without payload, may come as %j', (text) => {
    const request = decodeRequest<undefined>(operations.getLamp, bytes(text));
    expect(request).toEqual({ payload: undefined, replyTo: undefined });
  });
});

describe('a request with its envelope in the properties', () => {
  const operation: RespondOperation<Verdict, Verdict> = {
    kind: 'respond',
    id: 'ask',
    address: 'ask',
    envelope: 'properties',
    payload: true,
    message: assertVerdict,
    reply: assertVerdict,
  };

  test('is its payload alone', () => {
    const verdict = { accepted: true };
    const text = encodeRequest(operation, verdict, 'r/1');
    expect(text).toBe('{"accepted":true}');
    expect(decodeRequest(operation, bytes(String(text)))).toEqual({
      payload: verdict,
      replyTo: undefined,
    });
    expect(encodeRequest({ ...operation, payload: false }, undefined, 'r/1')).toBe('');
  });
});

test('replies are checked on both sides', () => {
  expect(encodeReply(operations.setLevel, true)).toBe('true');
  expect(() => encodeReply(operations.setLevel, 'yes')).toThrow(ValidationError);
  expect(decodeReply(operations.setLevel, bytes('false'))).toBe(false);
  expect(() => decodeReply(operations.setLevel, bytes('1'))).toThrow(ValidationError);
  expect(encodeReply(operations.switchOff, undefined)).toBe('');
  expect(decodeReply(operations.switchOff, bytes('whatever'))).toBeUndefined();
});
