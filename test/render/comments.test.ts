import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { format } from 'prettier';
import { placeComments, takeComments } from '../../src/render/comments.js';
import { formatTypeScript } from '../../src/render/format.js';
import { root } from '../support/project.js';

it.each(['types', 'client', 'mock-server', 'validators'])(
  'gives what Prettier gives with the comments in place: %s.ts',
  async (name) => {
    const golden = await readFile(join(root, `generated/powermeter/${name}.ts`), 'utf8');
    const flush = golden.replaceAll(/^ +(?!\*)/gm, '');
    const { comments } = takeComments(flush);
    expect(comments.length).toBeGreaterThan(0);
    expect(await formatTypeScript(flush)).toBe(await format(flush, { parser: 'babel-ts' }));
    expect(await formatTypeScript(flush)).toBe(golden);
  },
);

const texts = [
  ['a comment of which Prettier joins the lines around it', 'call(\n/** a */\nb,\n);'],
  ['two comments before one line', '/** a */\n/** b */\nexport const c = 1;'],
  ['a comment before the end', 'class A {\n/** a */\n}'],
  ['a comment at the end of a line', 'const a = 1; /** a */\nconst b = 2;'],
  ['a comment of any layout', '/**\n  a\n*/\nconst a = 1;'],
  ['a comment in a comment', '/**\n * /** a\n */\nconst a = 1;'],
  ['a comment in a string', 'const a = "/** a */";\n/** b */\nconst b = "*/";'],
  ['a number that Prettier shortens', 'const a = 1.50;\n/** b */\nconst b = 2.0;'],
] as const;

it.each(texts)('gives what Prettier gives: %s', async (_, text) => {
  expect(await formatTypeScript(text)).toBe(await format(text, { parser: 'babel-ts' }));
});

it('finds that the code of a comment no longer starts a line, or has changed', () => {
  const taken = takeComments('a(\n/** c */\nb);\n');
  expect(taken.code).toBe('a(\nb);\n');
  expect(placeComments('a(b);\n', taken)).toBeUndefined();
  expect(placeComments('a(\n  bb,\n);\n', taken)).toBeUndefined();
  expect(placeComments('a(\n  b,\n);\n', taken)).toBe('a(\n  /** c */\n  b,\n);\n');
});
