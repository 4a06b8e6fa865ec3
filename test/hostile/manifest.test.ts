/** T-37: what a manifest can cost has a limit, whatever it lists. */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { manifestDocuments } from '../../src/cli/manifest-documents.js';
import { check } from '../../src/write/check.js';
import { parseManifest, readManifest, type Manifest } from '../../src/write/manifest.js';
import { write } from '../../src/write/write.js';
import { LOCK, putFiles } from '../cli/bin.js';
import { runCommand } from '../cli/run-command.js';
import { temporaryFolders } from '../write/temporary-folder.js';

jest.setTimeout(240_000);

/** What has no limit takes more than twice as long, on a machine that has nothing else to do. */
const ceilingMs = 60_000;

const newFolder = temporaryFolders();
const hash = 'a'.repeat(64);

const most = 20_000;
const pathsOf = (count: number, path: (index: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, index) => path(index));
const hashes = (paths: readonly string[]) => Object.fromEntries(paths.map((path) => [path, hash]));

interface Lists {
  readonly documents?: readonly string[];
  readonly files?: readonly string[];
}

function manifestText({ documents = [], files = [] }: Lists): string {
  const lists = { documents: hashes(documents), files: hashes(files) };
  return JSON.stringify({ manifestVersion: 1, options: {}, ...lists });
}

/** An output folder with a manifest. */
function outputWith(text: string): string {
  const out = join(newFolder(), 'out');
  putFiles(out, { '.asyncapi-bindgen.json': text });
  return out;
}

function manifestOf(text: string): Manifest {
  const manifest = parseManifest(text);
  if (typeof manifest === 'string') throw new Error(manifest);
  return manifest;
}

/** Both that read manifests refuse this one, with these words. */
async function expectRefusal(text: string, fault: string): Promise<void> {
  const out = outputWith(text);
  const message = expect.stringContaining(`cannot be used: ${fault}`);
  const diagnostic = { code: 'MANIFEST_INVALID', severity: 'error', message };
  expect(readManifest(out)).toMatchObject({ kind: 'broken', diagnostic });
  const { diagnostics } = await write(out, { files: [], documents: new Map(), options: {} });
  expect(diagnostics).toMatchObject([diagnostic]);
}

describe('T-37: a manifest is refused that lists', () => {
  it.each([
    ['files', { files: pathsOf(most + 1, (index) => `x/${index}.ts`) }],
    ['documents', { documents: pathsOf(most + 1, (index) => `../${index}.yaml`) }],
  ])('more %s than it may', async (name, lists) => {
    await expectRefusal(manifestText(lists), `its "${name}" are more than 20000`);
  });

  it.each([
    [
      'a long document',
      { documents: ['x'.repeat(4097)] },
      'its "documents" or its "record" have an invalid path',
    ],
    [
      'no path',
      { documents: ['../\0.yaml'] },
      'its "documents" or its "record" have an invalid path',
    ],
    ['a long file', { files: ['x'.repeat(201)] }, 'its "files" hold a path'],
    ['a deep file', { files: ['a/a/a/a/a/a'] }, 'its "files" hold a path'],
  ])('%s', async (_, lists, fault) => {
    await expectRefusal(manifestText(lists), fault);
  });

  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

  it.each([
    ['nothing else', () => nested(1e6), 'it is not a JSON object'],
    [
      'its options',
      () => `{"manifestVersion":1,"options":{"only":${nested(1e6)}}}`,
      'its "options"',
    ],
    ['what is ignored', () => `{"manifestVersion":2,"x":${nested(1e6)}}`, 'its "manifestVersion"'],
  ])('very deep values in %s', async (_, text, fault) => {
    await expectRefusal(text(), fault);
  });

  it('more than 10 MiB, and is not read', () => {
    const out = outputWith('');
    fs.truncateSync(join(out, '.asyncapi-bindgen.json'), 100 * 1024 ** 3);
    expect(readManifest(out)).toMatchObject({
      kind: 'broken',
      diagnostic: { message: expect.stringContaining('it is a file of more than 10 MiB') },
    });
  });
});

describe('T-37: a manifest with as much as it may list', () => {
  const files = pathsOf(most, (index) => `a/a/a/a/${index}.ts`);
  const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'));

  it('costs seconds: files that are not given', async () => {
    const text = manifestText({ files });
    const out = outputWith(text);
    fs.mkdirSync(join(out, folderOf(files[0] ?? '')), { recursive: true });
    const start = performance.now();
    expect(check(out, [], manifestOf(text))).toHaveLength(most);
    const { diagnostics } = await write(out, { files: [], documents: new Map(), options: {} });
    expect(diagnostics).toEqual([]);
    expect(performance.now() - start).toBeLessThan(ceilingMs);
  });

  it('costs seconds: documents that are all the same, or not there', async () => {
    const same = pathsOf(most, (index) => `../${index}/../a.yaml`);
    const absent = pathsOf(most, (index) => `../${'b/'.repeat(30)}${index}.yaml`);
    const out = outputWith('');
    const cwd = join(out, '..');
    putFiles(cwd, { 'a.yaml': '' });
    const start = performance.now();
    const found = await manifestDocuments(manifestOf(manifestText({ documents: same })), 'out', {
      cwd,
    });
    expect(found).toEqual({ paths: [join(cwd, 'a.yaml')], specs: ['a.yaml'], added: [] });
    const missing = manifestOf(manifestText({ documents: absent }));
    await expect(manifestDocuments(missing, 'out', { cwd })).rejects.toThrow('There is no file');
    expect(performance.now() - start).toBeLessThan(ceilingMs);
  });
});

describe('T-37: an output is refused', () => {
  const hashedAt = (paths: readonly string[]) => new Map(Object.entries(hashes(paths)));

  it.each([
    [
      'files',
      { files: pathsOf(most + 1, (index) => `x/${index}.ts`) },
      '"files" are more than 20000',
    ],
    ['documents', { documents: pathsOf(most + 1, (index) => `/${index}`) }, '"documents" are more'],
    [
      'text',
      { documents: pathsOf(5000, (index) => `/${'x/'.repeat(1500)}${index}`) },
      'more than 10 MiB',
    ],
  ])('whose manifest would have too many %s', async (_, lists: Lists, fault) => {
    const out = join(newFolder(), 'out');
    const { diagnostics } = await write(out, {
      files: (lists.files ?? []).map((path) => ({ path, text: '' })),
      documents: hashedAt(lists.documents ?? []),
      options: {},
    });
    const message = expect.stringContaining(fault);
    expect(diagnostics).toMatchObject([{ code: 'MANIFEST_LIMIT', severity: 'error', message }]);
    expect(fs.existsSync(out)).toBe(false);
  });
});

it('T-37: the command line says so, with exit code 2', async () => {
  const folder = newFolder();
  const files = pathsOf(300_000, (index) => `x/${index}.ts`);
  putFiles(folder, { 'lock.yaml': LOCK, 'out/.asyncapi-bindgen.json': manifestText({ files }) });
  for (const args of [['check'], ['generate', 'lock.yaml', '--only', 'types']]) {
    const { code, stderr } = await runCommand(folder, [...args, '-o', 'out']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('it is a file of more than 10 MiB'),
    });
  }
});
