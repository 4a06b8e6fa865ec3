/** Correlation ids in messages: read and written at a place, whatever stands there. */
import { describe, expect, test } from '@jest/globals';
import type { MessageDescriptor } from '../../templates/runtime/index.js';
import { idAt, idsIn, withId } from '../../templates/runtime/messages/correlation-id.js';

const at = (...path: string[]): { part: 'payload'; path: string[] } => ({ part: 'payload', path });
const header = { part: 'header', path: ['ask'] } as const;

describe('an id', () => {
  test('is a string or a number, at the place of its message', () => {
    expect(idAt(at('a', 'b'), { payload: { a: { b: 'x' } } })).toBe('x');
    expect(idAt(at('a'), { payload: { a: 0 } })).toBe(0);
    expect(idAt(header, { payload: {}, headers: { ask: '1' } })).toBe('1');
    for (const a of [null, true, ['x'], { x: 1 }, undefined]) {
      expect(idAt(at('a'), { payload: { a } })).toBeUndefined();
    }
    expect(idAt(undefined, { payload: { a: 1 } })).toBeUndefined();
  });

  test('is never a member of a prototype', () => {
    expect(idAt(at('toString', 'name'), { payload: {} })).toBeUndefined();
    expect(idAt(at('length'), { payload: 'text' })).toBeUndefined();
    expect(idAt(at('__proto__', 'x'), { payload: JSON.parse('{"__proto__":{"x":1}}') })).toBe(1);
  });

  test('is looked for at the place of each message', () => {
    const messages: Record<string, MessageDescriptor> = {
      a: { correlationId: at('a') },
      b: { correlationId: header },
      none: {},
    };
    expect(idsIn(messages, { payload: { a: 1 }, headers: { ask: '2' } })).toEqual([1, '2']);
  });

  test('is set in copies of the objects around it', () => {
    const payload = { a: { other: 1 }, b: 2 };
    const { payload: sent } = withId({ payload }, at('a', 'id'), 'x');
    expect(sent).toEqual({ a: { other: 1, id: 'x' }, b: 2 });
    expect(payload).toEqual({ a: { other: 1 }, b: 2 });
    const headers = { other: '1' };
    expect(withId({ payload, headers }, header, 7).headers).toEqual({ other: '1', ask: 7 });
    expect(headers).toEqual({ other: '1' });
  });

  test('makes the objects that are missing, and leaves other values to the validation', () => {
    expect(withId({ payload: undefined }, at('a', 'id'), 1).payload).toEqual({ a: { id: 1 } });
    for (const payload of ['text', null, [1]]) {
      expect(withId({ payload }, at('id'), 1).payload).toBe(payload);
    }
    const { payload } = withId({ payload: {} }, at('__proto__', 'id'), 1);
    expect(JSON.stringify(payload)).toBe('{"__proto__":{"id":1}}');
    expect(Object.getPrototypeOf({})).not.toHaveProperty('id');
  });
});
