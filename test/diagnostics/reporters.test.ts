import { describe, expect, it } from '@jest/globals';
import { diagnostic } from '../../src/diagnostics/catalogue.js';
import { github } from '../../src/diagnostics/reporters/github.js';
import { json } from '../../src/diagnostics/reporters/json.js';
import { pretty } from '../../src/diagnostics/reporters/pretty.js';

const texts: Readonly<Record<string, string>> = { '/work/specs/a.yaml': 'x: 1\ny: 2\n' };
const options = { readText: (file: string) => texts[file], color: false, cwd: '/work' };

const missing = diagnostic('REF_NOT_FOUND', {
  message: 'It leads nowhere.',
  help: 'Mend it.',
  place: {
    file: '/work/specs/a.yaml',
    line: 2,
    column: 1,
    end: { line: 2, column: 2 },
    pointer: '/y',
  },
  related: [{ message: 'See here.', place: { file: '/other/b.yaml', line: 7, column: 3 } }],
});
const example = diagnostic('EXAMPLE_INVALID', { message: 'Wrong.', help: 'Mend that.' });
const hostile = diagnostic('REF_NOT_FOUND', {
  message: 'a\n::error::b\u001b[2J%0A\u202e\r',
  help: '::add-mask::x',
  place: { file: '/work/a,b:c\n.yaml', line: 1, column: 1 },
});

describe('pretty', () => {
  it('shows place, severity, code, message, frame, help, related places and a summary', () => {
    expect(pretty([missing, example], options)).toBe(`warning EXAMPLE_INVALID Wrong.
  help: Mend that.

specs/a.yaml:2:1 error REF_NOT_FOUND It leads nowhere.
  1 | x: 1
> 2 | y: 2
    | ^
  3 |
  help: Mend it.
  ../other/b.yaml:7:3 See here.

1 error, 1 warning
`);
  });

  it('shows two hundred kinds of findings, errors before all, and says how many there are', () => {
    const many = Array.from({ length: 250 }, (_, index) =>
      diagnostic('REF_NOT_FOUND', {
        message: `Wrong ${index}.`,
        help: `Mend ${index}.`,
        place: { file: '/work/specs/a.yaml', line: 1, column: index + 1 },
      }),
    );
    const text = pretty([example, ...many], options);
    expect(text.match(/ error REF_NOT_FOUND /g)).toHaveLength(200);
    expect(text).not.toContain('EXAMPLE_INVALID');
    expect(text.endsWith('\n51 more with --format json\n250 errors, 1 warning\n')).toBe(true);
  });

  it('folds findings of one kind: three places, then a count', () => {
    const places = [1, 2, 3, 4, 5].map((column) => ({ file: '/work/b.yaml', line: 9, column }));
    const alike = places.map((place) => diagnostic('NAME_CLASH', { ...example, place }));
    const different = diagnostic('NAME_CLASH', {
      message: 'Different.',
      help: 'Mend that.',
      place: { file: '/work/b.yaml', line: 9, column: 1 },
    });
    expect(pretty([...alike, different], options)).toBe(`b.yaml:9:1 info NAME_CLASH Wrong.
  help: Mend that.
  also b.yaml:9:1 Different.
  also b.yaml:9:2
  and 3 more

6 info
`);
  });

  it('shows each fix of errors, and frames of all that it shows', () => {
    const second = { ...missing, help: 'Mend it otherwise.' };
    const text = pretty([missing, second, missing], options);
    expect(text.match(/ error REF_NOT_FOUND /g)).toHaveLength(2);
    expect(text.match(/> 2 \| y: 2/g)).toHaveLength(3);
    expect(text).toContain('  help: Mend it otherwise.');
  });

  it('wraps lines at the width of a terminal, and cuts lines of documents there', () => {
    const readText = (): string => `x: ${'y '.repeat(100)}`;
    const message = 'a long word '.repeat(20).trim();
    const place = { file: '/work/b.yaml', line: 1, column: 4 };
    const long = diagnostic('EXAMPLE_INVALID', { message, help: message, place });
    const text = pretty([long], { ...options, readText, columns: 60 });
    expect(text.split('\n').filter((line) => line.length > 60)).toEqual([]);
    expect(text).toMatch(/^ {2}a? ?long word/m);
    expect(pretty([long], options)).toContain(` ${message}\n`);
  });

  it('counts', () => {
    expect(pretty([missing, missing, example], options)).toContain('2 errors, 1 warning');
    expect(pretty([], options)).toBe('');
  });

  it('colours on demand only', () => {
    expect(pretty([missing], { ...options, color: true })).toContain('\u001b[31merror\u001b[39m');
    expect(pretty([missing], options)).not.toContain('\u001b');
  });

  it('lets no text of the document steer the terminal', () => {
    expect(pretty([hostile], options)).not.toMatch(/[\u001b\r\u202e]|^::/m);
  });
});

describe('json', () => {
  it('is a list with fixed keys', () => {
    expect(JSON.parse(json([missing, example], options))).toEqual([
      { code: 'EXAMPLE_INVALID', severity: 'warning', message: 'Wrong.', help: 'Mend that.' },
      {
        code: 'REF_NOT_FOUND',
        severity: 'error',
        message: 'It leads nowhere.',
        help: 'Mend it.',
        file: 'specs/a.yaml',
        line: 2,
        column: 1,
        endLine: 2,
        endColumn: 2,
        pointer: '/y',
        related: [{ message: 'See here.', file: '../other/b.yaml', line: 7, column: 3 }],
      },
    ]);
  });

  it('is empty without findings, and plain of hidden characters', () => {
    expect(json([], options)).toBe('[]\n');
    expect(json([hostile], options)).not.toMatch(/[\u001b\r\u202e]/);
    expect(JSON.parse(json([hostile], options))).toMatchObject([{ message: hostile.message }]);
  });
});

describe('github', () => {
  it('is one workflow command a finding', () => {
    expect(github([missing, example], options)).toBe(
      `::warning title=EXAMPLE_INVALID::Wrong.%0AMend that.
::error file=specs/a.yaml,line=2,col=1,endLine=2,endColumn=2,title=REF_NOT_FOUND::It leads nowhere.%0AMend it.
`,
    );
  });

  it('lets no text of the document become a command', () => {
    const lines = github([hostile], options).split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toBe(
      '::error file=a%2Cb%3Ac\\u{a}.yaml,line=1,col=1,title=REF_NOT_FOUND::a\\u{a}::error::b\\u{1b}[2J%250A\\u{202e}\\u{d}%0A\\u{3a}:add-mask::x',
    );
  });
});
