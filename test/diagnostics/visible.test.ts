import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { visible, visibleLine } from '../../src/diagnostics/visible.js';

describe('visible', () => {
  it.each([
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['\u001b]8;;http://x\u0007link', '\\u{1b}]8;;http://x\\u{7}link'],
    ['a\rb', 'a\\u{d}b'],
    ['a\u202eb\u2066c', 'a\\u{202e}b\\u{2066}c'],
    ['zero\u200bwidth\ufeff', 'zero\\u{200b}width\\u{feff}'],
    ['c1 \u009b', 'c1 \\u{9b}'],
    ['lone \ud800', 'lone \\u{d800}'],
    ['tag \u{e0041}', 'tag \\u{e0041}'],
    ['line\u2028end', 'line\\u{2028}end'],
  ])('%#', (hidden, shown) => {
    expect(visible(hidden)).toBe(shown);
  });

  it('leaves what can be seen, tabs and line feeds', () => {
    expect(visible('äöü 漢字 😀\t\n')).toBe('äöü 漢字 😀\t\n');
  });

  it('in one line escapes those, too', () => {
    expect(visibleLine('a\tb\nc')).toBe('a\\u{9}b\\u{a}c');
  });

  it('leaves no control character, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleLine(text)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u);
      }),
    );
  });
});
