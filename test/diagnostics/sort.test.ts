import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { diagnostic, type DiagnosticCode } from '../../src/diagnostics/catalogue.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { sortDiagnostics } from '../../src/diagnostics/sort.js';

function at(
  code: DiagnosticCode,
  file: string,
  [line, column]: readonly [number, number],
): Diagnostic {
  return diagnostic(code, { message: '', help: '', place: { file, line, column } });
}

const sorted = [
  diagnostic('FILE_LIMIT', { message: '', help: '' }),
  at('REF_LIMIT', '/B', [9, 9]),
  at('REF_LIMIT', '/a', [2, 10]),
  at('FILE_LIMIT', '/a', [10, 2]),
  at('REF_LIMIT', '/a', [10, 2]),
  at('FILE_LIMIT', '/a', [10, 3]),
];

describe('sortDiagnostics', () => {
  it('goes by file, line, column and code, whatever the order before', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(sorted, { minLength: sorted.length }), (shuffled) => {
        expect(sortDiagnostics(shuffled)).toEqual(sorted);
      }),
    );
  });
});
