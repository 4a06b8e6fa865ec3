import { expect, it } from '@jest/globals';
import { byCodePoint } from '../../src/system/code-point-order.js';

it('orders by code point: neither by locale nor by UTF-16 unit', () => {
  const halves = ['\ud83d', '\ud83dx'];
  const pairs = ['\u{1f600}', '\u{1f600}a', '\u{1f600}b', '\u{1f601}'];
  const sorted = ['', 'B', 'a', 'aa', 'ä', ...halves, '\u{ff5e}', ...pairs];
  expect([...sorted].reverse().sort(byCodePoint)).toEqual(sorted);
});
