import { describe, expect, test } from '@jest/globals';
import type { Messages, RespondOperation } from '../../templates/runtime/descriptor.js';
import { ValidationError } from '../../templates/runtime/validation/validation-error.js';
import { createValidators } from '../../templates/runtime/lazy/create-validators.js';
import { readBody, readRequestBody, writeBody, writeRequestBody } from './bodies.js';
import { assertVerdict, lampApi, type Token, type Verdict } from '../apis/generated/lamp/index.js';

const { operations } = lampApi;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const lamp = { lamp_id: 'a', level: 1 };

describe('a message', () => {
  test('is the JSON of its payload', () => {
    expect(writeBody(operations.lamp.messages, lamp)).toBe('{"lamp_id":"a","level":1}');
    expect(readBody(operations.lamp.messages, bytes(' {"lamp_id":"a","level":1}\n'))).toEqual(lamp);
  });

  test('without payload is zero bytes, and whatever comes is taken', () => {
    expect(writeBody(operations.reboot.messages, undefined)).toBe('');
    expect(readBody(operations.reboot.messages, bytes('not json'))).toBeUndefined();
  });

  test.each(['', '{', 'undefined', '{"lamp_id":1}'])('is refused as %j', (text) => {
    expect(() => readBody(operations.lamp.messages, bytes(text))).toThrow(ValidationError);
  });

  test('is refused where it is not UTF-8', () => {
    const body = Uint8Array.of(0x22, 0xff, 0x22);
    expect(() => readBody(operations.lamp.messages, body)).toThrow(/must be JSON/);
  });

  test('is not sent where it has no JSON', () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;
    const anything: Messages = { any: { payload: () => undefined } };
    for (const payload of [circular, 10n, () => 1, undefined]) {
      expect(() => writeBody(anything, payload)).toThrow(ValidationError);
    }
  });

  test('cannot reach prototypes', () => {
    const body = bytes('{"lamp_id":"a","level":1,"__proto__":{"polluted":true}}');
    readBody(operations.lamp.messages, body);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('a request with its envelope in the body', () => {
  const payload = { connector_id: 1, level: 5 };

  test('is headers and payload, and nothing else', () => {
    expect(writeRequestBody(operations.setLevel, payload, 'r/1')).toBe(
      '{"headers":{"replyTo":"r/1"},"payload":{"connector_id":1,"level":5}}',
    );
    expect(writeRequestBody(operations.getLamp, undefined, 'r/1')).toBe(
      '{"headers":{"replyTo":"r/1"}}',
    );
  });

  test('is checked before it is sent', () => {
    expect(() => writeRequestBody(operations.setLevel, { level: 5 }, 'r')).toThrow(
      '/payload/connector_id',
    );
    expect(() => writeRequestBody(operations.setLevel, undefined, 'r')).toThrow(
      '/payload is required',
    );
  });

  test('is taken apart', () => {
    const body = bytes('{"headers":{"replyTo":"r/1"},"payload":{"id_token":"t"}}');
    expect(readRequestBody<Token>(operations.validateToken, body)).toMatchObject({
      payload: { id_token: 't' },
      replyTo: 'r/1',
    });
  });

  test('needs no place for the reply', () => {
    const body = bytes('{"payload":{"id_token":"t"}}');
    expect(readRequestBody<Token>(operations.validateToken, body).replyTo).toBeUndefined();
  });

  test('needs the payload, whatever the envelope requires', () => {
    const body = bytes('{"headers":{"replyTo":"r/1"}}');
    expect(() => readRequestBody<Token>(operations.validateToken, body)).toThrow(
      '/payload is required',
    );
  });

  test.each([
    ['{}', { type: 'object' }, {}],
    ['[]', { type: 'array' }, []],
    ['null', { type: 'null' }, null],
  ])('may leave out a payload of %s', (_text, schema, expected) => {
    const validators = createValidators({ Body: { properties: { payload: schema } } });
    const operation: RespondOperation = {
      ...operations.validateToken,
      messages: { body: { payload: (value) => validators.assert('Body', value) } },
    };
    expect(readRequestBody(operation, bytes('{"headers":{}}')).payload).toEqual(expected);
  });

  test.each(['', 'true', '5', '[]', '{"payload":5}'])('without payload, may come as %j', (text) => {
    const request = readRequestBody<undefined>(operations.getLamp, bytes(text));
    expect(request).toMatchObject({ payload: undefined, replyTo: undefined });
  });
});

describe('a request with its envelope in the properties', () => {
  const operation: RespondOperation<Verdict, Verdict> = {
    kind: 'respond',
    id: 'ask',
    address: 'ask',
    envelope: 'properties',
    payload: true,
    messages: { verdict: { payload: assertVerdict } },
    replies: { verdict: { payload: assertVerdict } },
  };

  test('is its payload alone', () => {
    const verdict = { accepted: true };
    const text = writeRequestBody(operation, verdict, 'r/1');
    expect(text).toBe('{"accepted":true}');
    expect(readRequestBody(operation, bytes(String(text)))).toMatchObject({
      payload: verdict,
      replyTo: undefined,
    });
    const without: RespondOperation = { ...operation, payload: false, messages: {} };
    expect(writeRequestBody(without, undefined, 'r/1')).toBe('');
  });
});

test('replies are checked on both sides', () => {
  expect(writeBody(operations.setLevel.replies, true)).toBe('true');
  expect(() => writeBody(operations.setLevel.replies, 'yes')).toThrow(ValidationError);
  expect(readBody(operations.setLevel.replies, bytes('false'))).toBe(false);
  expect(() => readBody(operations.setLevel.replies, bytes('1'))).toThrow(ValidationError);
  expect(writeBody(operations.switchOff.replies, undefined)).toBe('');
  expect(readBody(operations.switchOff.replies, bytes('whatever'))).toBeUndefined();
});
