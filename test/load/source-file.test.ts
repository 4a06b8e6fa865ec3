import { describe, expect, it } from '@jest/globals';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import type { SourceFile } from '../../src/load/source/source-file.js';
import { member } from '../../src/json/json.js';
import { parseSource } from '../../src/load/source/source-file.js';

function parsed(text: string): SourceFile {
  const result = parseSource('/a.yaml', text);
  if ('file' in result) return result.file;
  throw new Error(JSON.stringify(result.findings));
}

function findings(text: string): readonly Diagnostic[] {
  const result = parseSource('/a.yaml', text);
  return 'file' in result ? [] : result.findings;
}

function codes(text: string): readonly string[] {
  return findings(text).map(({ code, place }) => `${code} ${place?.line}:${place?.column}`);
}

/** Processor time, so that a busy machine does not matter. */
function milliseconds(action: () => unknown): number {
  const start = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

describe('data', () => {
  it('is that of YAML 1.2 core: no dates, no yes and no, no octal by a leading zero', () => {
    expect(parsed('a: 2024-01-01\nb: yes\nc: 010\nd: 0x10\ne: ~\nf: 1e3\n').data).toEqual({
      a: '2024-01-01',
      b: 'yes',
      c: 10,
      d: 16,
      e: null,
      f: 1000,
    });
  });

  it('is that of JSON', () => {
    const data = { a: [1, { b: null, 'ü "\n': true }], constructor: 'x', toString: {} };
    expect(parsed(JSON.stringify(data)).data).toEqual(data);
  });

  it('keeps keys as they are written', () => {
    expect(parsed("1.0: a\ntrue: b\n'': c\n~: d\n").data).toEqual({
      '1.0': 'a',
      true: 'b',
      '': 'c',
      '~': 'd',
    });
  });

  it('copies what an alias repeats', () => {
    const { data } = parsed('a: &x {b: 1}\nc: *x\n');
    expect(data).toEqual({ a: { b: 1 }, c: { b: 1 } });
    expect(member(data, 'a')).not.toBe(member(data, 'c'));
  });

  it('takes an anchor that is set again from then on', () => {
    expect(parsed('[&x 1, *x, &x 2, *x]').data).toEqual([1, 1, 2, 2]);
  });

  it('merges mappings, own keys first', () => {
    expect(parsed('a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}\ne: {<<: [{f: 4}, *x]}\n').data).toEqual({
      a: { b: 1, c: 2 },
      d: { c: 3, b: 1 },
      e: { f: 4, b: 1, c: 2 },
    });
  });

  it('merges no key that a mapping may not have', () => {
    const { data } = parsed('a: {<<: {"__proto__": {b: 1}, "c\\ud800": 1, d: 1}}\n');
    expect(JSON.stringify(data)).toBe('{"a":{"d":1}}');
  });
});

describe('places', () => {
  const file = parsed(
    'a:\n  b/c: 1\n  d:\n    - x\n    - {e: f}\nm: &m {n: 1}\no: *m\np: {<<: *m}\n',
  );

  it.each([
    ['', 1, 1, ''],
    ['/a', 1, 1, '/a'],
    ['/a/b~1c', 2, 3, '/a/b~1c'],
    ['/a/d/1', 5, 7, '/a/d/1'],
    ['/a/d/1/e', 5, 8, '/a/d/1/e'],
    ['/a/d/9', 3, 3, '/a/d'],
    ['/a/nothing/here', 1, 1, '/a'],
    ['/o/n', 6, 8, '/o/n'],
    ['/p/n', 6, 8, '/p/n'],
  ])('of %j: line %i, column %i', (...[pointer, line, column, found]) => {
    expect(file.place(pointer)).toMatchObject({ file: '/a.yaml', line, column, pointer: found });
  });

  it('end behind the key', () => {
    expect(file.place('/a/b~1c').end).toEqual({ line: 2, column: 6 });
  });

  it('are right after CRLF line ends', () => {
    expect(parsed('a:\r\n  b: 1\r\n').place('/a/b')).toMatchObject({ line: 2, column: 3 });
  });

  it('are found fast in a wide document', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `k${index}`);
    const wide = parsed(keys.map((key) => `${key}: 1\n`).join(''));
    expect(milliseconds(() => keys.map((key) => wide.place(`/${key}`)))).toBeLessThan(5_000);
  });
});

describe('refused texts', () => {
  it.each([
    ['a: b: c', 'YAML_SYNTAX 1:4'],
    ['a:\n\tb: 1', 'YAML_SYNTAX 2:1'],
    ['a: 1\n---\nb: 2', 'YAML_SEVERAL_DOCUMENTS 2:1'],
    ['# nothing', 'YAML_EMPTY 1:1'],
    ['{{name}}: 1', 'YAML_KEY_NOT_TEXT 1:1'],
    ['a: {"__proto__": {polluted: 1}}', 'YAML_KEY_FORBIDDEN 1:5'],
    ['{"__\\u0070roto__": 1}', 'YAML_KEY_FORBIDDEN 1:2'],
    ['{"a\\ud800": 1}', 'YAML_KEY_NOT_UNICODE 1:2'],
    ['a: !!js/function "x"', 'YAML_TAG 1:18'],
    ['a: !!omap [b: 1]', 'YAML_TAG 1:11'],
    ['a: !!binary aGk=', 'YAML_TAG 1:13'],
    ['a: !include b.yaml', 'YAML_TAG 1:13'],
    ['a: *b', 'YAML_ALIAS_UNKNOWN 1:4'],
    ['a: .inf', 'YAML_NUMBER 1:4'],
    ['a: 1e400', 'YAML_NUMBER 1:4'],
  ])('%j', (text, expected) => {
    expect(codes(text)).toEqual([expected]);
  });

  it('are on the right lines behind what cannot be made out', () => {
    expect(codes('"x"\n],\n"d": "e",')).toEqual(['YAML_SYNTAX 2:1']);
  });

  it.each([
    ['below a key with a value', 'a:\n  b: 1\n   c: 2\n', '3:4', '2 spaces'],
    ['between two levels', 'a:\n  b:\n    c: 1\n   d: 2\n', '4:4', '4 spaces'],
    ['in an item of a sequence', 'a:\n  - b: 1\n     c: 2\n', '3:6', '4 spaces'],
    ['of a dash', 'a:\n  - b: 1\n    c: 2\n   - b: 3\n', '4:4', '2 spaces'],
    [
      'behind a text with lines of its own',
      'a: |\n  b: c\n     d: e\nf:\n  g: 1\n   h: 2\n',
      '6:4',
      '2 spaces',
    ],
    ['after CRLF line ends', 'a:\r\n  b: 1\r\n   c: 2\r\n', '3:4', '2 spaces'],
    ['behind a comment', 'a:\n  b: 1 # x\n\n  # y\n   c: 2\n', '5:4', '2 spaces'],
  ])('indentation %s is found at the line that is wrong', (_, text, position, expected) => {
    expect(codes(text)).toEqual([`YAML_SYNTAX ${position}`]);
    expect(findings(text)[0]?.help).toContain(`by ${expected}`);
  });

  it('every finding has a help', () => {
    expect(findings('a: b: c')[0]?.help).toContain('quotes');
  });

  it('a key that stands twice, with both places', () => {
    const [found] = findings('x:\n  a: 1\n  b: 2\n  a: 3\n');
    expect(found).toMatchObject({ code: 'YAML_DUPLICATE_KEY', place: { line: 4, column: 3 } });
    expect(found?.related?.[0]?.place).toMatchObject({ line: 2, column: 3 });
  });

  it('at most a hundred findings', () => {
    expect(findings('a: 1\n'.repeat(1000))).toHaveLength(100);
  });

  it('no prototype is touched', () => {
    findings('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('bombs', () => {
  const levels = 'abcdefghi';
  const nested = [...levels].slice(1).map((name, index) => {
    const before = `*${levels[index] ?? ''}`;
    return `${name}: &${name} [${Array.from({ length: 9 }, () => before).join()}]\n`;
  });
  const aliasBomb = `a: &a [${Array.from({ length: 9 }, () => '"lol"').join()}]\n${nested.join('')}`;

  it.each([
    ['nine levels of aliases', aliasBomb, 'YAML_ALIAS_LIMIT'],
    ['an alias within itself', 'a: &a [*a]', 'YAML_ALIAS_LIMIT'],
    ['5,000 flow sequences', '['.repeat(5000) + ']'.repeat(5000), 'YAML_TOO_DEEP'],
    ['5,000 flow sequences, not closed', '['.repeat(5000), 'YAML_TOO_DEEP'],
    ['5,000 flow mappings', '{a: '.repeat(5000) + '1' + '}'.repeat(5000), 'YAML_TOO_DEEP'],
    ['5,000 block sequences', `${'- '.repeat(5000)}1`, 'YAML_TOO_DEEP'],
    ['a thousand levels, once seen to abort the process', '['.repeat(1000), 'YAML_TOO_DEEP'],
  ])('%s', (_, text, code) => {
    let found: readonly Diagnostic[] = [];
    expect(milliseconds(() => (found = findings(text)))).toBeLessThan(2_000);
    expect(found.map((each) => each.code)).toEqual([code]);
  });

  it('many aliases without nesting', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `- &a${index} 1\n- *a${index}\n`);
    expect(findings(text.join('')).map(({ code }) => code)).toEqual(['YAML_ALIAS_LIMIT']);
  });

  it('a long chain of merges', () => {
    const text = Array.from({ length: 5000 }, (_, index) =>
      index === 0 ? '- &a0 {k: 1}\n' : `- &a${index} {<<: *a${index - 1}, k: 1}\n`,
    );
    expect(findings(text.join('')).map(({ code }) => code)).toEqual(['YAML_ALIAS_LIMIT']);
  });

  it('takes time in proportion to the width, with errors in it or without', () => {
    const wide = Array.from({ length: 100_000 }, (_, index) => `k${index}: ${index}\n`).join('');
    expect(milliseconds(() => parsed(wide))).toBeLessThan(20_000);
    expect(milliseconds(() => findings(`[${','.repeat(100_000)}]`))).toBeLessThan(20_000);
    const indented = `a:\n${'  b: 1\n'.repeat(100_000)}   c: 2\n`;
    expect(milliseconds(() => findings(indented))).toBeLessThan(20_000);
    const anchored = `a:\n  b: ${'&a'.repeat(100_000)} z\n   c: 1\n`;
    expect(milliseconds(() => findings(anchored))).toBeLessThan(20_000);
    expect(milliseconds(() => findings(`a: "${'\\x'.repeat(100_000)}`))).toBeLessThan(20_000);
  }, 300_000);

  it('too many values', () => {
    expect(codes('- 1\n'.repeat(1_500_000))[0]).toMatch(/^YAML_TOO_MANY_NODES/);
  }, 300_000);
});
