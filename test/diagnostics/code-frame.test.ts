import { describe, expect, it } from '@jest/globals';
import { codeFrame, linesOf } from '../../src/diagnostics/code-frame.js';

const text = linesOf('a: 1\r\nb:\r\n  key: 2\r\nc: 3\r\nd: 4\r\ne: 5\r\n');

describe('codeFrame', () => {
  it('marks what a place covers, with two lines around it', () => {
    const place = { file: '/a', line: 3, column: 3, end: { line: 3, column: 6 } };
    expect(codeFrame(text, place, { color: false })).toBe(
      ['  1 | a: 1', '  2 | b:', '> 3 |   key: 2', '    |   ^^^', '  4 | c: 3', '  5 | d: 4'].join(
        '\n',
      ),
    );
  });

  it('marks a point, also behind the end of a line or of the text', () => {
    expect(codeFrame(text, { file: '/a', line: 2, column: 3 }, { color: false })).toContain(
      '    |   ^',
    );
    expect(codeFrame(text, { file: '/a', line: 99, column: 1 }, { color: false })).toBeDefined();
  });

  it('marks the rest of the line where the place goes on', () => {
    const place = { file: '/a', line: 3, column: 3, end: { line: 5, column: 1 } };
    expect(codeFrame(text, place, { color: false })).toContain('    |   ^^^^^^\n');
  });

  it('colours the marker, and only on demand', () => {
    const place = { file: '/a', line: 3, column: 3 };
    expect(codeFrame(text, place, { color: true })).toContain('\u001b[31m^\u001b[39m');
    expect(codeFrame(text, place, { color: false })).not.toContain('\u001b');
  });

  it('makes hidden characters visible and keeps the marker below the value', () => {
    const hidden = 'a\u001b[2J: \u202ex';
    const place = { file: '/a', line: 1, column: 8, end: { line: 1, column: 9 } };
    const [first, marker] = codeFrame([hidden], place, { color: false }).split('\n');
    expect(first).toBe('> 1 | a\\u{1b}[2J: \\u{202e}x');
    expect(marker?.indexOf('^')).toBe(first?.indexOf('\\u{202e}'));
  });

  it('shows a part of a very long line', () => {
    const long = `{"a": "${'x'.repeat(100_000)}", "b": 1, "c": "${'y'.repeat(100_000)}"}`;
    const column = long.indexOf('"b"') + 1;
    const frame = codeFrame([long], { file: '/a', line: 1, column }, { color: false });
    expect(frame.length).toBeLessThan(300);
    const [first, marker] = frame.split('\n');
    expect(first?.indexOf('"b"')).toBe(marker?.indexOf('^'));
  });
});
