import { expect, it } from '@jest/globals';
import { comment, identifier, key } from '../../src/plan/code/code.js';
import type { TypeDeclaration } from '../../src/plan/types/declarations.js';
import { unknownType } from '../../src/plan/types/type-expression.js';
import { banner } from '../../src/render/banner.js';
import { render } from '../../src/render/render.js';
import { renderTypes } from '../../src/render/modelina/types.js';
import { templateFolder } from '../../src/render/template-folder.js';

it('gives a file for each plan, and the part of the runtime that is used', async () => {
  const files = await render(
    [
      { kind: 'types', path: 'a/types.ts', declarations: [] },
      { kind: 'template', path: 'index.ts', template: 'index', view: { apis: [] } },
      { kind: 'runtime', folder: 'runtime', entries: ['validation'], importExtension: 'js' },
    ],
    templateFolder(),
  );
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  expect(texts.get('a/types.ts')).toBe(`${banner}\nexport {};\n`);
  expect(texts.get('index.ts')).toBe(`${banner}\nexport {};\n`);
  const runtime = [...texts.keys()].slice(2);
  expect(runtime).toEqual(runtime.toSorted());
  expect(texts.get('runtime/index.ts')).toContain('export * from "./validation/index.js";');
  expect(texts.get('runtime/index.ts')).not.toContain('session');
  expect(runtime.filter((path) => /\/(?:connection|session|mock)\//.test(path))).toEqual([]);
  expect(files.filter(({ text }) => text.includes('"mqtt"'))).toEqual([]);
});

it('keeps the order of declarations and of members, whatever their names', async () => {
  const docs = comment([]);
  const members = ['b', 'a', '2', '1', 'constructor'].map((name) => {
    return { key: key(name), optional: true, type: unknownType, docs };
  });
  const alias = (name: string): TypeDeclaration => {
    return { kind: 'alias', name: identifier(name), docs, type: unknownType };
  };
  const texts = await renderTypes([
    alias('Z'),
    { kind: 'interface', name: identifier('Error'), docs, type: { kind: 'object', members } },
    alias('A'),
  ]);
  expect(texts.map((text) => text.replaceAll(/\s+/g, ' ').trim())).toEqual([
    'export type Z = unknown;',
    'export interface Error { b?: unknown; a?: unknown; "2"?: unknown; "1"?: unknown; constructor?: unknown; }',
    'export type A = unknown;',
  ]);
});
