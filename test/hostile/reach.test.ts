/** T-36: no link, and no manifest, opens a file that the user has not named. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { manifestDocuments } from '../../src/cli/manifest-documents.js';
import type { CommandFolders } from '../../src/cli/reach.js';
import { expandSpecs } from '../../src/cli/specs.js';
import { LOCK, putFiles, runBin, type Ended } from '../cli/bin.js';
import { runCommand } from '../cli/run-command.js';
import { temporaryFolders } from '../write/temporary-folder.js';

jest.setTimeout(120_000);

const newFolder = temporaryFolders();

/** What is worth stealing, and what the folder is that a command runs in. */
let outside = '';
let cwd = '';

beforeEach(() => {
  const folder = newFolder();
  outside = join(folder, 'outside');
  cwd = join(folder, 'work');
  putFiles(folder, { 'outside/key.yaml': 'a: [\nsecret-of-the-key', 'work/specs/a.yaml': LOCK });
});

/** Puts a link into the working folder. */
function link(path: string, target: string): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  symlinkSync(target, join(cwd, path));
}

async function expanded(spec: string, root?: string): Promise<readonly string[]> {
  const found = await expandSpecs([spec], { cwd, root });
  return found.map((path) => relative(cwd, path));
}

const refused = {
  name: 'UsageError',
  message: expect.stringMatching(/ a symbolic link that leads out of the working folder/),
  help: expect.stringContaining('--root'),
};

describe('T-36: a glob', () => {
  it.each([
    ['the whole disk', () => '/'],
    ['a folder outside', () => outside],
    ['a file outside', () => join(outside, 'key.yaml')],
    ['the folder above it', () => '..'],
    ['itself', () => 'lib.yaml'],
    ['its own folder', () => '.'],
    ['nothing', () => 'nowhere'],
    ['a file within', () => 'a.yaml'],
    ['a folder within', () => '../other'],
  ])('does not find what a link leads to: %s', async (_, target) => {
    putFiles(cwd, { 'other/b.yaml': LOCK });
    link('specs/lib.yaml', target());
    for (const glob of ['specs/**/*.yaml', 'specs/*.yaml', '{specs,nowhere}/**/*.yaml']) {
      expect(await expanded(glob)).toEqual(['specs/a.yaml']);
    }
    for (const glob of ['specs/*.yaml/**/*.yaml', 'specs/l*/**/*.yaml', '{specs/lib.yaml,x}/*']) {
      await expect(expanded(glob)).rejects.toMatchObject({ name: 'UsageError' });
    }
  });

  it('does not start from a link that leads outside', async () => {
    link('out', outside);
    link('disk', '/');
    for (const glob of [
      'out/*.yaml',
      'out/{key,x}.yaml',
      './out/**/*.yaml',
      'o\\ut/*',
      'disk/**',
    ]) {
      await expect(expanded(glob)).rejects.toMatchObject(refused);
    }
  });

  it('may start from a link within the folder, the repository or the root', async () => {
    link('within', 'specs');
    expect(await expanded('within/*.yaml')).toEqual(['within/a.yaml']);
    link('out', outside);
    expect(await expanded('out/*.yaml', outside)).toEqual(['out/key.yaml']);
    mkdirSync(join(cwd, '../.git'));
    expect(await expanded('out/*.yaml')).toEqual(['out/key.yaml']);
  });

  it('may start wherever the user says', async () => {
    expect(await expanded('../outside/*.yaml')).toEqual(['../outside/key.yaml']);
    expect(await expanded(`${outside}/*.yaml`)).toEqual(['../outside/key.yaml']);
  });
});

describe('T-36: a path', () => {
  it.each([
    ['a file outside', 'specs/a-link.yaml', () => join(outside, 'key.yaml')],
    ['a folder outside', 'lib/key.yaml', () => outside],
    ['something hidden', 'specs/a-link.yaml', () => '../.git/config'],
    ['a hidden folder', 'lib/config', () => '.git'],
  ])('is not followed by a link to %s', async (_, path, target) => {
    putFiles(cwd, { '.git/config': 'secret' });
    link(path.startsWith('lib/') ? 'lib' : path, target());
    await expect(expanded(path)).rejects.toMatchObject(refused);
  });

  it('may be a link to what lies within the folder, the repository or the root', async () => {
    link('specs/within.yaml', 'a.yaml');
    expect(await expanded('specs/within.yaml')).toEqual(['specs/within.yaml']);
    link('specs/out.yaml', join(outside, 'key.yaml'));
    expect(await expanded('specs/out.yaml', outside)).toEqual(['specs/out.yaml']);
    putFiles(dirname(cwd), { '.git': 'gitdir: elsewhere' });
    expect(await expanded('specs/out.yaml')).toEqual(['specs/out.yaml']);
  });

  it('may lead to a package as pnpm installs it', async () => {
    putFiles(cwd, { 'node_modules/.pnpm/b@1/node_modules/b/b.yaml': LOCK });
    link('node_modules/b', '.pnpm/b@1/node_modules/b');
    expect(await expanded('node_modules/b/b.yaml')).toEqual(['node_modules/b/b.yaml']);
  });

  it('may lead wherever the user says', async () => {
    symlinkSync(join(cwd, 'specs'), join(outside, 'link'));
    putFiles(cwd, { '.hidden/b.yaml': LOCK });
    for (const path of ['../outside/key.yaml', '../outside/link/a.yaml', '.hidden/b.yaml']) {
      expect(await expanded(path)).toEqual([path]);
    }
  });
});

const hash = 'a'.repeat(64);
const hashes = (paths: readonly string[]) => paths.map((path): [string, string] => [path, hash]);

/** What is opened for a manifest in `out`, from the working folder or another one. */
async function opened(documents: readonly string[], place: Partial<CommandFolders> = {}) {
  const manifest = {
    options: {},
    documents: new Map(hashes(documents)),
    files: new Map(),
    record: new Map(),
  };
  const surroundings = { cwd, ...place };
  mkdirSync(join(cwd, 'out'), { recursive: true });
  const out = relative(surroundings.cwd, join(cwd, 'out'));
  const { paths: found } = await manifestDocuments(manifest, out, surroundings);
  return found.map((path) => relative(cwd, path));
}

const outOfReach = (document: string) => ({
  name: 'UsageError',
  message: expect.stringContaining(`.asyncapi-bindgen.json names the document ${document}, which`),
  help: expect.stringContaining('--root'),
});

describe('T-36: a manifest', () => {
  it.each([
    ['outside', '../../outside/key.yaml'],
    ['outside, and not there', '../../outside/nothing.yaml'],
    ['outside, in what is no folder', '../../outside/key.yaml/x'],
    ['outside, by a way through the folder', '../specs/../../outside/key.yaml'],
    ['hidden', '../.git/config'],
    ['in a hidden folder', '../specs/.private/a.yaml'],
    ['of the system', '/etc/hostname'],
    ['of a process', '/proc/self/environ'],
  ])('opens no document that is %s', async (_, document) => {
    putFiles(cwd, { '.git/config': 'secret: [', 'specs/.private/a.yaml': 'secret: [' });
    const path = relative(join(cwd, 'out'), resolve(cwd, 'out', document));
    await expect(opened([document])).rejects.toMatchObject(outOfReach(path));
  });

  it('opens none behind a link', async () => {
    link('specs/link.yaml', join(outside, 'key.yaml'));
    const document = '../specs/link.yaml';
    await expect(opened([document])).rejects.toMatchObject(outOfReach(document));
    expect(await opened([document], { root: '../outside' })).toEqual(['specs/link.yaml']);
  });

  it('opens none for being at the top of the disk', async () => {
    const document = '../../outside/key.yaml';
    await expect(opened([document], { cwd: '/' })).rejects.toMatchObject(outOfReach(document));
    expect(await opened([document], { cwd: '/', root: '/' })).toEqual(['../outside/key.yaml']);
  });

  it.each(['../**/*.yaml', '../specs/{a,b}.yaml', 'https://example.com/a.yaml'])(
    'holds paths only, and not %s',
    async (document) => {
      await expect(opened([document])).rejects.toMatchObject({
        message: expect.stringMatching(/^There is no file .*, which the manifest out\//),
      });
    },
  );

  it('names documents in the working folder, and in the repository of the output', async () => {
    const documents = ['../specs/a.yaml', '../specs/../specs/a.yaml'];
    expect(await opened(documents)).toEqual(['specs/a.yaml']);
    const place = { cwd: join(cwd, 'elsewhere') };
    mkdirSync(place.cwd);
    await expect(opened(documents, place)).rejects.toMatchObject(outOfReach('../specs/a.yaml'));
    mkdirSync(join(cwd, '.git'));
    expect(await opened(documents, place)).toEqual(['specs/a.yaml']);
  });
});

describe('T-36: check', () => {
  const check = (...options: readonly string[]): Promise<Ended> =>
    runCommand(cwd, ['check', '-o', 'out', ...options]);

  function putManifest(document: string): void {
    const documents = Object.fromEntries(hashes([document]));
    const manifest = { manifestVersion: 1, options: { only: ['types'] }, documents, files: {} };
    putFiles(cwd, { 'out/.asyncapi-bindgen.json': JSON.stringify(manifest) });
  }

  it('shows nothing of what a manifest names, but of what the user does', async () => {
    putManifest('../../outside/key.yaml');
    const { code, stdout, stderr } = await check();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error The manifest out\/.asyncapi-bindgen.json names the document/);
    expect(stderr).not.toContain('secret');
    expect(await check('../outside/key.yaml')).toMatchObject({ code: 3, stderr: '' });
    expect(await check('--root', '../outside')).toMatchObject({ code: 3, stderr: '' });
  });

  it('opens nothing for being called in the home folder, nor if that is a repository', () => {
    putManifest('../../outside/key.yaml');
    const home = dirname(cwd);
    mkdirSync(join(home, '.git'));
    const ended = runBin(home, ['check', '-o', 'work/out'], { HOME: home });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).not.toContain('secret');
  });

  it('makes no option of the name of a document', async () => {
    putFiles(cwd, { '--allow-ref=http:/x.yaml': LOCK });
    putManifest('../--allow-ref=http:/x.yaml');
    const { code, stdout } = await check();
    expect(code).toBe(4);
    expect(stdout).toContain(' generate ./--allow-ref=http:/x.yaml -o out');
  });
});
