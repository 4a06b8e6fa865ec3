/** What reports for people say of a level that does not hold for the wire and for source code alike. */
import { expect, it } from '@jest/globals';
import { scopeOf } from '../../src/diff/reporters/document-report.js';

it.each([
  ['breaking', 'breaking', undefined],
  ['safe', 'safe', undefined],
  ['breaking', 'safe', 'wire only'],
  ['safe', 'risky', 'source code only'],
  ['breaking', 'risky', 'wire, risky for source code'],
  ['risky', 'breaking', 'source code, risky on the wire'],
] as const)('wire %s, source code %s', (wire, source, scope) => {
  expect(scopeOf({ wire, source })).toBe(scope);
});
