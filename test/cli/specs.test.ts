import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { expandSpecs } from '../../src/cli/specs.js';
import { temporaryFolders } from '../write/temporary-folder.js';
import { putFiles } from './bin.js';

const newFolder = temporaryFolders();

it('expands globs, drops repetitions and sorts by code point', async () => {
  const folder = newFolder();
  const paths = ['b.yaml', 'B.yaml', 'deep/a.yaml', 'deep/a.json', 'node_modules/x/c.yaml'];
  putFiles(folder, Object.fromEntries(paths.map((path) => [path, ''])));
  const found = await expandSpecs(['**/*.yaml', './b.yaml', 'deep/a.json'], { cwd: folder });
  expect(found).toEqual(
    ['B.yaml', 'b.yaml', 'deep/a.json', 'deep/a.yaml'].map((path) => join(folder, path)),
  );
});

it('takes a file at its word, even if its name looks like a glob', async () => {
  const folder = newFolder();
  putFiles(folder, { '[a].yaml': '', 'a.yaml': '' });
  expect(await expandSpecs(['[a].yaml'], { cwd: folder })).toEqual([join(folder, '[a].yaml')]);
});

it.each([
  ['-', 'standard input', '> api.yaml'],
  ['https://example.org/a.yaml?x=1&y', 'is a URL', "curl -fsSLo api.yaml 'https://"],
  ['folder', 'is a folder', "'folder/**/*.yaml'"],
  ['*.json', 'No file matches *.json', 'quotes'],
  ['absent.yaml', 'There is no file absent.yaml', 'Check the path, which is relative to'],
  ['folder/dor.yaml', 'There is no file folder/dor.yaml', 'Did you mean folder/door.yaml?'],
  ['nowhere/door.yaml', 'There is no file nowhere/door.yaml', 'Check the path'],
  ['/dev/null', 'is not a regular file', 'Save the document'],
])('refuses %s, and says what to do', async (spec, message, help) => {
  const folder = newFolder();
  putFiles(folder, { 'folder/door.yaml': '' });
  await expect(expandSpecs([spec], { cwd: folder })).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringContaining(message),
    help: expect.stringContaining(help),
  });
});
