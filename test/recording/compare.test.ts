import { describe, expect, it } from '@jest/globals';
import { compareRecordings } from '../../src/recording/compare.js';
import type { RecordedMessage } from '../../src/recording/recorded-message.js';

const names = { before: 'before', after: 'after' };
const A = '6f1c2a34-0d5e-4c8a-9b1f-2e3d4c5b6a79';
const B = '00000000-1111-4222-8333-444455556666';

function message(topic: string, value: unknown): RecordedMessage {
  const payload = typeof value === 'string' ? value : JSON.stringify(value);
  return { time: new Date().toISOString(), topic, qos: 1, retain: false, payload };
}

function diffOf(before: readonly RecordedMessage[], after: readonly RecordedMessage[]) {
  return compareRecordings(before, after, names);
}

describe('recordings agree', () => {
  it.each<readonly [string, readonly RecordedMessage[], readonly RecordedMessage[]]>([
    [
      'whatever the order of topics',
      [message('a', 1), message('b', 2)],
      [message('b', 2), message('a', 1)],
    ],
    [
      'whatever the order of keys',
      [message('a', { x: 1, y: [{ p: 1, q: 2 }] })],
      [message('a', { y: [{ q: 2, p: 1 }], x: 1 })],
    ],
    ['whatever the spaces of JSON', [message('a', '{ "x": 1 }')], [message('a', '{"x":1}')]],
    [
      'in times',
      [message('a', { at: '2026-01-01T10:00:00.123Z' })],
      [message('a', { at: '2027-02-03T04:05:06+02:00' })],
    ],
    ['in ids', [message('a', { uuid: A })], [message('a', { uuid: B })]],
    ['in ids of topics', [message(`reply/${A}`, 1)], [message(`reply/${B}`, 1)]],
    [
      'in short hexadecimal ids',
      [message('a', 'client-0123456789abcdef')],
      [message('a', 'client-fedcba9876543210')],
    ],
  ])('%s', (_, before, after) => {
    expect(diffOf(before, after)).toBeUndefined();
  });
});

describe('recordings differ', () => {
  it.each<readonly [string, readonly RecordedMessage[], readonly RecordedMessage[], string]>([
    [
      'in the order of one topic',
      [message('a', 1), message('a', 2)],
      [message('a', 2), message('a', 1)],
      '-  1',
    ],
    ['in the number of messages', [message('a', 1)], [message('a', 1), message('a', 1)], '+  1'],
    [
      'in which messages have the same id',
      [message('a', A), message('a', A)],
      [message('a', A), message('a', B)],
      '+  "<id 2>"',
    ],
    [
      'in long numbers',
      [message('a', 0.10000000000000001)],
      [message('a', 1234567890123456)],
      '+  1234567890123456',
    ],
    ['in what is no JSON', [message('a', 'x')], [message('a', 'y\u0007')], '+  "y\\u0007"'],
    [
      'in the retain flag',
      [message('a', 1)],
      [{ ...message('a', 1), retain: true }],
      '+  1 (retained)',
    ],
  ])('%s', (_, before, after, line) => {
    expect(diffOf(before, after)?.split('\n')).toContain(line);
  });
});
