import { expect, it } from '@jest/globals';
import { filesByRow, readRows, rowNames } from './rows.js';

it('test/live/README.md names the tests of each row, or says why there are none', () => {
  const found = filesByRow();
  const expected = rowNames().map((name) => ({ name, files: found.get(name) ?? [] }));
  const rows = readRows();
  expect(rows.map(({ name, files }) => ({ name, files }))).toEqual(expected);
  const silent = rows.filter(({ files, missing }) => files.length === 0 && missing === '');
  expect(silent).toEqual([]);
});
