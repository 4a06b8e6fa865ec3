import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { visible, visibleJson, visibleLine } from '../../src/diagnostics/visible.js';

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
    ['filler \u3164 selector \ufe01', 'filler \\u{3164} selector \\u{fe01}'],
    ['::error::x', '\\u{3a}:error::x'],
    ['a\n  ::add-mask::x', 'a\n  \\u{3a}:add-mask::x'],
    ['a ##[group]b', 'a #\\u{23}[group]b'],
    ['##vso[task]##teamcity[x]', '#\\u{23}vso[task]#\\u{23}teamcity[x]'],
  ])('%#', (hidden, shown) => {
    expect(visible(hidden)).toBe(shown);
  });

  it('leaves what can be seen, tabs and line feeds', () => {
    expect(visible('äöü 漢字 😀\t\n')).toBe('äöü 漢字 😀\t\n');
    expect(visible('## head [a](b) a::b \u26a0\ufe0f')).toBe('## head [a](b) a::b \u26a0\ufe0f');
  });

  it('takes time in proportion to the text', () => {
    const started = performance.now();
    for (const piece of ['\n', ' ', '\n :', '##', '\ufe0f', '\u200b'])
      visible(piece.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('in JSON changes no value', () => {
    const value = ['\u202e\u{e0041}\u0085', '##[error]', '::x'];
    const shown = visibleJson(JSON.stringify(value));
    expect(shown).not.toMatch(/[^ -~]|##\[/);
    expect(JSON.parse(shown)).toEqual(value);
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
