import { expect, it } from '@jest/globals';
import { byCodePoint } from '../../src/system/code-point-order.js';

it('orders by code point: neither by locale nor by UTF-16 unit', () => {
  const sorted = ['', 'B', 'a', 'aa', 'ä', '\u{ff5e}', '\u{1f600}'];
  expect([...sorted].reverse().sort(byCodePoint)).toEqual(sorted);
});
