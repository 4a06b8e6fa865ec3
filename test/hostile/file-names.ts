/** T-07, T-21: a document may be called anything; what is named after it has a name, and no more. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import ts from 'typescript';
import { generate } from '../support/generating.js';
import { parseManifest, serialiseManifest } from '../../src/write/manifest.js';
import { specFolder } from '../load/spec-folder.js';
import { errorsOf, strictest } from '../support/type-check.js';
import { importIsolated } from './isolated-import.js';
import { hiddenIn } from './plain-text.js';
import { documentWith } from './small-document.js';

const names = [
  `a';evil();'`,
  'b";evil();"',
  '${evil()}',
  '{{evil2}}',
  '`c`',
  'class',
  'default',
  'then',
  '__proto__',
  'constructor',
  '1',
  '-d',
  'e\nf',
  'g\u202eh\u200b',
  '\u6f22\u5b57',
  'index',
  'types',
  '..i',
  'j'.repeat(200),
];

it('T-07: gives an index and files that are what we plan', async () => {
  const text = JSON.stringify(documentWith({ type: 'string' }));
  const folder = await specFolder(Object.fromEntries(names.map((name) => [`${name}.yaml`, text])));
  const specs = readdirSync(folder).map((name) => join(folder, name));
  expect(specs).toHaveLength(names.length);
  const { files, diagnostics } = await generate(specs);
  expect(diagnostics).toEqual([]);
  const folders = new Set(files.map(({ path }) => path.split('/')[0]));
  expect(folders.size).toBe(names.length + 2);
  expect(files.filter(({ path }) => !/^(?:[a-z0-9-]+\/){0,2}[a-z0-9-]+\.ts$/.test(path))).toEqual(
    [],
  );
  const all = new Map(files.map(({ path, text: content }) => [path, content]));
  const index = ts.createSourceFile('index.ts', all.get('index.ts') ?? '', ts.ScriptTarget.Latest);
  expect(index.statements.map(({ kind }) => kind)).toEqual(
    names.map(() => ts.SyntaxKind.ExportDeclaration),
  );
  expect(errorsOf(all, strictest)).toEqual([]);
  const { exports, trapped } = await importIsolated(all);
  expect(Object.keys(exports.get('index.ts') ?? {})).toHaveLength(names.length);
  expect(trapped).toEqual([]);
});

it('T-21: leaves a manifest that hides nothing, and reads back the same', () => {
  const hash = '0'.repeat(64);
  const documents = new Map(names.map((name) => [`${name}.yaml`, hash]));
  const text = serialiseManifest({ options: {}, documents, files: new Map(), record: new Map() });
  expect(hiddenIn(text)).toEqual([]);
  expect(parseManifest(text)).toMatchObject({ documents: new Map([...documents].sort()) });
});
