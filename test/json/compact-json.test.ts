import { expect, test } from '@jest/globals';
import { compactJson } from '../../src/json/compact-json.js';

test('what fits on a line is on one line', () => {
  const enums = Array.from({ length: 40 }, (_, index) => `value ${String(index)}`);
  const value = { a: { b: [1, null, true], c: {} }, long: enums, '__proto__ "x"': 'line\nbreak' };
  const text = compactJson(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(text.split('\n').slice(0, 4)).toEqual([
    '{',
    '  "a": {"b": [1, null, true], "c": {}},',
    '  "long": [',
    '    "value 0",',
  ]);
});
