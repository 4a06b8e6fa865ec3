import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { copyDeclarations } from '../../src/build/declarations.js';
import { licencesOf } from '../../src/build/licences.js';
import { replacing } from '../../src/build/replacements.js';
import { root } from '../support/project.js';
import { readTree, temporaryFolders } from '../write/temporary-folder.js';

const newFolder = temporaryFolders();

/** Puts a program into one file, and gives what it exports. */
async function bundled(contents: string): Promise<Readonly<Record<string, unknown>>> {
  const outfile = join(newFolder(), 'bundle.mjs');
  await build({
    ...{ bundle: true, platform: 'node', format: 'esm', mainFields: ['module', 'main'], outfile },
    ...{ stdin: { contents, resolveDir: root }, plugins: [replacing], logLevel: 'error' },
  });
  return import(outfile);
}

it('a module that is left out is named when it is used, not before', async () => {
  const { use } = await bundled(
    `import { InputProcessor } from '@asyncapi/modelina/lib/esm/processors/index.js';
     export const use = () => new InputProcessor();`,
  );
  expect(use).toThrow(
    '@asyncapi/modelina/lib/esm/processors/index is not part of this bundle. It was asked for InputProcessor',
  );
});

it('of the JSON Schemas of AsyncAPI only the versions are left', async () => {
  const { versions, use } = await bundled(
    `import specs from '@asyncapi/specs';
     export const versions = Object.keys(specs.schemas);
     export const use = () => specs.schemas['3.0.0'].properties;`,
  );
  expect(versions).toEqual(expect.arrayContaining(['2.0.0', '3.1.0']));
  expect(use).toThrow('@asyncapi/specs is not part of this bundle. It was asked for properties');
});

it('licences are listed by their texts, with the packages that have them', () => {
  const folder = newFolder();
  const put = (name: string, files: Readonly<Record<string, string>>): string => {
    const at = join(folder, 'node_modules', name);
    mkdirSync(join(at, 'lib'), { recursive: true });
    writeFileSync(join(at, 'lib/package.json'), '{ "type": "module" }');
    const manifest = JSON.stringify({ name, version: '1.0.0', license: 'MIT' });
    writeFileSync(join(at, 'package.json'), manifest);
    for (const [path, text] of Object.entries(files)) writeFileSync(join(at, path), text);
    return join(at, 'lib/a.js');
  };
  const files = [put('b', { LICENSE: 'Text\n' }), put('a', { 'license.md': 'Text' }), put('c', {})];
  const text = licencesOf([...files, join(folder, 'own.js')]);
  expect(text).toContain('a 1.0.0 (MIT)\nb 1.0.0 (MIT)\n\nText\n');
  expect(text).toContain('c 1.0.0 (MIT)\n\nThe package has no file with the text of its licence.');
  expect(text).not.toContain('own.js');
});

it('declarations are copied as far as they are needed', () => {
  const [from, to] = [newFolder(), newFolder()];
  mkdirSync(join(from, 'deep'));
  writeFileSync(join(from, 'index.d.ts'), "export type { A } from './deep/a.js';\n");
  writeFileSync(join(from, 'deep/a.d.ts'), "export type A = import('../b.js').B;\n");
  writeFileSync(
    join(from, 'b.d.ts'),
    "import type { A } from './deep/a.js';\nexport type B = A[];\n",
  );
  writeFileSync(join(from, 'c.d.ts'), 'export {};\n');
  copyDeclarations('index.d.ts', { from, to });
  expect(Object.keys(readTree(to))).toEqual(['b.d.ts', 'deep/a.d.ts', 'index.d.ts']);
  expect(readTree(to)['index.d.ts']).toBe("export type { A } from './deep/a.js';\n");
  copyDeclarations('b.d.ts', { from, to: join(to, 'cjs'), commonJs: true });
  expect(readTree(join(to, 'cjs'))).toEqual({
    'b.d.cts': "import type { A } from './deep/a.cjs';\nexport type B = A[];\n",
    'deep/a.d.cts': "export type A = import('../b.cjs').B;\n",
  });
});
