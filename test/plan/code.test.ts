/** What a document says stays data: SAFETY.md T-02, T-03 and T-06. */
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import ts from 'typescript';
import type { Json } from '../../src/json/json.js';
import {
  code,
  comment,
  identifier,
  key,
  literal,
  pathText,
  string,
  tag,
} from '../../src/plan/code/code.js';
import { formatTypeScript } from '../../src/render/format.js';

const hostile = [
  '"',
  "'",
  '\\',
  '\\"',
  '\n',
  '\r\n',
  '\u2028\u2029',
  '${process.exit(1)}',
  '`',
  '</script>',
  '<!-- </SCRIPT >',
  '\ud800',
  '\u202e\u200b\u0000',
  '*/ process.exit(1) /*',
  '*\\/',
  '/* */',
  '**/',
  '*//*',
  '"]: x, ["',
  "a'b",
  '__proto__',
  'constructor',
  'then',
  '',
  '0',
  'class',
  '🚗',
  '@ts-ignore',
  '// @ts-nocheck',
  '//# sourceMappingURL=http://x/y',
  '/// <reference path="/etc/passwd" />',
  '@jest-environment jsdom',
  '{@link x}',
  'x'.repeat(10_000),
];

const evaluate = (text: string): unknown => runInNewContext(`(${text})`);

function parse(text: string): ts.SourceFile {
  const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
  const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true });
  if (diagnostics !== undefined && diagnostics.length > 0) throw new Error(`Not valid: ${text}`);
  return file;
}

/** Number of statements, and the nodes below them. */
function shape(text: string): readonly ts.SyntaxKind[] {
  const kinds: ts.SyntaxKind[] = [];
  const visit = (node: ts.Node): void => {
    kinds.push(node.kind);
    node.forEachChild(visit);
  };
  parse(text).forEachChild(visit);
  return kinds;
}

describe.each(hostile)('%j', (text) => {
  it('as a string is itself, on one visible line', () => {
    expect(evaluate(string(text))).toBe(text);
    expect(string(text)).not.toMatch(/<\/script|<!--/i);
    expect(string(text)).not.toMatch(/[\n\r\u2028\u2029\u202e\u200b\u0000]/);
  });

  it('as a key is itself, in a literal and in a type', () => {
    const value: unknown = evaluate(literal(Object.fromEntries([[text, 1]])));
    expect(Object.entries(value ?? {})).toEqual([[text, 1]]);
    expect(Object.getPrototypeOf(Object.getPrototypeOf(value))).toBeNull();
    const named = shape(`interface A { ${key(text)}: string }`);
    expect(named.filter((kind) => kind === ts.SyntaxKind.PropertySignature)).toHaveLength(1);
  });

  it('as a comment or a tag is nothing but a comment', () => {
    for (const docs of [comment([text]), comment([text, 'b', tag('pattern', text)])]) {
      expect(shape(`${docs}\nexport const a = 1;`)).toEqual(shape('export const a = 1;'));
      expect(docs.match(/\*\//g)?.length ?? 0).toBe(docs === '' ? 0 : 1);
      expect(docs).not.toMatch(/[\r\u2028\u2029\u202e\u200b\u0000]/);
    }
  });
});

describe('a comment', () => {
  it('hides no error from the compiler', () => {
    for (const text of [
      '@ts-ignore',
      '@ts-expect-error',
      'a\n@ts-ignore',
      '*@ts-ignore',
      '/@ts-ignore',
    ]) {
      const file = parse(`${comment([text])}\nexport const a = 1;`);
      expect(file).toHaveProperty('commentDirectives', undefined);
    }
  });

  it('gives no source map, no reference and no tag of its own', () => {
    expect(comment(['//# sourceMappingURL=x'])).not.toMatch(/# sourceMappingURL/);
    expect(comment(['/// <reference types="x" />'])).not.toMatch(/\/\/\/ ?</);
    expect(comment(['@deprecated use b'])).toBe('/** \\@deprecated use b */');
    expect(comment(['mail a@b.c'])).toBe('/** mail a@b.c */');
  });

  it('is nothing without text', () => {
    expect([comment([]), comment(['']), comment(['', ''])]).toEqual(['', '', '']);
  });
});

describe('prose', () => {
  const long = Array.from({ length: 30 }, (_, index) => `word${index}`).join(' ');
  const linesOf = (text: string) =>
    comment([text])
      .split('\n')
      .slice(1, -1)
      .map((line) => line.slice(3));

  it('is broken between words, below the text of a list item', () => {
    const lines = linesOf(`${long}\n\n- ${long}`);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(77);
    expect(lines.filter((line) => line.startsWith('  word')).length).toBeGreaterThan(0);
    expect(lines.join(' ').replaceAll(/\s+/g, ' ')).toBe(`${long} - ${long}`);
  });

  it('joins the lines of a paragraph and of a list item', () => {
    expect(linesOf('one\ntwo\n\n- three\n  four\n- five')).toEqual([
      'one two',
      '',
      '- three four',
      '- five',
    ]);
  });

  it('leaves code and tables as they are', () => {
    const table = `| ${long} |\n| --- |`;
    const fence = `\`\`\`yaml\n${long}\nb\n\`\`\``;
    expect(linesOf(`${table}\n\n${fence}`).join('\n')).toBe(`${table}\n\n${fence}`);
  });
});

describe('what is not data', () => {
  it.each(['', 'a b', 'a-b', '1a', 'a\n', 'ä', 'a;b'])('%j is no identifier', (name) => {
    expect(() => identifier(name)).toThrow('is not an identifier');
  });
  it.each(['', '..', '../a', 'a/b', 'A', '-a', 'a.b', 'a\n'])('%j is no path', (name) => {
    expect(() => pathText(name)).toThrow('is not a part of an import path');
  });
  it('is joined as it is', () => {
    expect(code`${identifier('a')}[]`).toBe('a[]');
  });
});

const json = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, false, -0, 1e-7, 2 ** 60, ...hostile.slice(0, -1)),
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true }),
    fc.array(tie('json'), { maxLength: 3 }),
    fc
      .array(
        fc.tuple(fc.oneof(fc.constantFrom(...hostile.slice(0, -1)), fc.string()), tie('json')),
        {
          maxLength: 3,
        },
      )
      .map((entries) => Object.fromEntries(entries)),
  ),
})).json;

it('any value as a literal is the same value again, laid out or not', async () => {
  await fc.assert(
    fc.asyncProperty(json, async (value) => {
      expect(evaluate(literal(value))).toEqual(value);
      const laidOut = await formatTypeScript(`export const a = ${literal(value)};`);
      expect(evaluate(laidOut.replace('export const a =', '').trim().replace(/;$/, ''))).toEqual(
        value,
      );
    }),
    { numRuns: 200 },
  );
});
