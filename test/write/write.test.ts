import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { commit } from '../../src/write/commit.js';
import { describeFailure } from '../../src/write/describe-failure.js';
import { MANIFEST_NAME, serialiseManifest } from '../../src/write/manifest.js';
import { openStaging, stage } from '../../src/write/staging.js';
import { hashText } from '../../src/write/text-hash.js';
import { write, type Output } from '../../src/write/write.js';
import { readTree, temporaryFolders } from './temporary-folder.js';

const newFolder = temporaryFolders();

function outputOf(texts: Readonly<Record<string, string>>, folder = '/'): Output {
  return {
    files: Object.entries(texts).map(([path, text]) => ({ path, text })),
    documents: new Map([[join(folder, 'lock.yaml'), 'a'.repeat(64)]]),
    options: {},
  };
}

function put(path: string, text: string): void {
  fs.mkdirSync(dirname(path), { recursive: true });
  fs.writeFileSync(path, text);
}

function codes(report: Awaited<ReturnType<typeof write>>): readonly string[] {
  return report.diagnostics.map(({ code }) => code);
}

function filesOf(folder: string): Readonly<Record<string, string>> {
  const { [MANIFEST_NAME]: manifest, ...files } = readTree(folder);
  expect(manifest === undefined).toBe(Object.keys(files).length === 0);
  return files;
}

/** An id that no process has: that of one which has just ended. */
function endedProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

describe('what is written', () => {
  it('makes the folder, its files and a manifest, and leaves nothing else', async () => {
    const root = newFolder();
    const out = join(root, 'deep/out');
    const report = await write(out, outputOf({ 'index.ts': 'a\n', 'lock/types.ts': 'b\n' }, root));
    expect(report).toEqual({
      written: ['index.ts', 'lock/types.ts'],
      unchanged: [],
      removed: [],
      diagnostics: [],
    });
    expect(filesOf(out)).toEqual({ 'index.ts': 'a\n', 'lock/types.ts': 'b\n' });
    expect(fs.readdirSync(out).sort()).toEqual([MANIFEST_NAME, 'index.ts', 'lock']);
    const manifest = {
      manifestVersion: 1,
      options: {},
      documents: { '../../lock.yaml': 'a'.repeat(64) },
      files: { 'index.ts': hashText('a\n'), 'lock/types.ts': hashText('b\n') },
    };
    expect(readTree(out)[MANIFEST_NAME]).toBe(`${JSON.stringify(manifest, null, 2)}\n`);
  });

  it('touches no file, the manifest included, where nothing has changed', async () => {
    const out = join(newFolder(), 'out');
    const output = outputOf({ 'index.ts': 'a\n' });
    await write(out, output);
    const past = new Date('2001-01-01');
    for (const path of Object.keys(readTree(out))) fs.utimesSync(join(out, path), past, past);
    fs.utimesSync(out, past, past);
    const report = await write(out, output);
    expect(report.unchanged).toEqual(['index.ts']);
    const paths = ['.', ...Object.keys(readTree(out))];
    expect(paths.map((path) => fs.statSync(join(out, path)).mtime)).toEqual(paths.map(() => past));
  });

  it('touches only the files that changed', async () => {
    const out = join(newFolder(), 'out');
    await write(out, outputOf({ 'a.ts': 'a\n', 'b.ts': 'b\n' }));
    const past = new Date('2001-01-01');
    for (const path of ['a.ts', 'b.ts']) fs.utimesSync(join(out, path), past, past);
    const report = await write(out, outputOf({ 'a.ts': 'a\n', 'b.ts': 'B\n' }));
    expect(report).toMatchObject({ written: ['b.ts'], unchanged: ['a.ts'] });
    expect(fs.statSync(join(out, 'a.ts')).mtime).toEqual(past);
    expect(filesOf(out)).toEqual({ 'a.ts': 'a\n', 'b.ts': 'B\n' });
  });

  it('leaves alone what a checkout turned into CRLF', async () => {
    const out = join(newFolder(), 'out');
    await write(out, outputOf({ 'a.ts': 'a\nb\n' }));
    put(join(out, 'a.ts'), 'a\r\nb\r\n');
    expect(await write(out, outputOf({ 'a.ts': 'a\nb\n' }))).toMatchObject({ unchanged: ['a.ts'] });
    expect(filesOf(out)).toEqual({ 'a.ts': 'a\r\nb\r\n' });
  });

  it('replaces files of its own that were edited, and names them', async () => {
    const out = join(newFolder(), 'out');
    const names = Array.from({ length: 12 }, (_, index) => `${String(index + 10)}.ts`);
    const given = outputOf(Object.fromEntries(names.map((name) => [name, 'given\n'])));
    await write(out, given);
    for (const name of names) put(join(out, name), 'edited');
    const report = await write(out, given);
    expect(report).toMatchObject({ written: names });
    expect(report.diagnostics).toMatchObject([
      { code: 'OUTPUT_EDIT_REPLACED', severity: 'warning' },
    ]);
    expect(report.diagnostics[0]?.message).toMatch(/: 10\.ts, 11\.ts, .* 19\.ts and 2 more\.$/);
    expect(Object.values(filesOf(out))).toEqual(names.map(() => 'given\n'));
    expect(await write(out, outputOf({ '10.ts': 'new\n' }))).toMatchObject({ diagnostics: [] });
  });
});

describe('what is removed', () => {
  it('is a file that is no longer given, and the folder that it leaves empty', async () => {
    const out = join(newFolder(), 'out');
    await write(out, outputOf({ 'a.ts': 'a\n', 'old/deep/b.ts': 'b\n' }));
    put(join(out, 'mine.txt'), 'mine');
    const report = await write(out, outputOf({ 'a.ts': 'a\n' }));
    expect(report).toMatchObject({ removed: ['old/deep/b.ts'], diagnostics: [] });
    expect(fs.readdirSync(out).sort()).toEqual([MANIFEST_NAME, 'a.ts', 'mine.txt']);
  });

  it('is never a file that was edited: it stays, with a warning once', async () => {
    const out = join(newFolder(), 'out');
    await write(out, outputOf({ 'a.ts': 'a\n', 'b.ts': 'b\n' }));
    put(join(out, 'b.ts'), 'edited');
    const report = await write(out, outputOf({ 'a.ts': 'a\n' }));
    expect(codes(report)).toEqual(['OUTPUT_FILE_EDITED']);
    expect(filesOf(out)).toEqual({ 'a.ts': 'a\n', 'b.ts': 'edited' });
    expect(codes(await write(out, outputOf({ 'a.ts': 'a\n' })))).toEqual([]);
  });

  it('is never reached through a symbolic link', async () => {
    const root = newFolder();
    const out = join(root, 'out');
    await write(out, outputOf({ 'a.ts': 'a\n', 'old/b.ts': 'b\n' }));
    fs.renameSync(join(out, 'old'), join(root, 'elsewhere'));
    fs.symlinkSync(join(root, 'elsewhere'), join(out, 'old'));
    expect(codes(await write(out, outputOf({ 'a.ts': 'a\n' })))).toEqual(['OUTPUT_FILE_EDITED']);
    expect(fs.readFileSync(join(root, 'elsewhere/b.ts'), 'utf8')).toBe('b\n');
  });
});

describe('what is refused, with nothing changed', () => {
  it('is a folder that holds other things', async () => {
    const root = newFolder();
    fs.mkdirSync(join(root, 'repository/.git'), { recursive: true });
    fs.mkdirSync(join(root, 'real'));
    fs.symlinkSync(join(root, 'real'), join(root, 'link'));
    put(join(root, 'file'), '');
    const folders = ['/', homedir(), process.cwd(), join(root, 'repository'), join(root, 'link')];
    for (const folder of [...folders, join(root, 'file')]) {
      expect(codes(await write(folder, outputOf({ 'a.ts': 'a' })))).toEqual([
        'OUTPUT_FOLDER_REFUSED',
      ]);
    }
    expect(readTree(root)).toEqual({ file: '' });
  });

  it.each([
    '../a.ts',
    '/a.ts',
    'a/../../b.ts',
    'a//b.ts',
    'a\\b.ts',
    'C:a.ts',
    'CON',
    'aux.ts/b.ts',
    'a\0.ts',
    '.hidden',
    'a.',
    'ünïcode.ts',
    `${'a'.repeat(300)}.ts`,
    `${'a/'.repeat(100)}a.ts`,
    '',
  ])('is the name %j', async (path) => {
    const out = join(newFolder(), 'out');
    expect(codes(await write(out, outputOf({ [path]: 'x' })))).toEqual(['OUTPUT_NAME_INVALID']);
    expect(fs.existsSync(out)).toBe(false);
  });

  it('is two names that one file system cannot keep apart', async () => {
    const out = join(newFolder(), 'out');
    const twins = await write(out, outputOf({ 'lock/a.ts': '', 'Lock/A.ts': '' }));
    expect(codes(twins)).toEqual(['OUTPUT_NAME_INVALID']);
    expect(codes(await write(out, outputOf({ lock: '', 'lock/a.ts': '' })))).toEqual([
      'OUTPUT_NAME_INVALID',
    ]);
  });

  it('is the place of a file that is not ours, unless it holds the same', async () => {
    const out = join(newFolder(), 'out');
    put(join(out, 'a.ts'), 'mine');
    const report = await write(out, outputOf({ 'a.ts': 'a\n', 'b.ts': 'b\n' }));
    expect(codes(report)).toEqual(['OUTPUT_FILE_FOREIGN']);
    expect(readTree(out)).toEqual({ 'a.ts': 'mine' });
    put(join(out, 'a.ts'), 'a\n');
    expect(await write(out, outputOf({ 'a.ts': 'a\n' }))).toMatchObject({ unchanged: ['a.ts'] });
  });

  it('is a path through a symbolic link, a file or a folder in the way', async () => {
    const root = newFolder();
    const out = join(root, 'out');
    fs.mkdirSync(join(out, 'folder.ts'), { recursive: true });
    fs.symlinkSync(root, join(out, 'link'));
    fs.symlinkSync(join(root, 'canary'), join(out, 'link.ts'));
    put(join(out, 'file'), 'mine');
    const texts = { 'folder.ts': '', 'link/a.ts': '', 'link.ts': '', 'file/a.ts': '' };
    const report = await write(out, outputOf({ 'fine.ts': '', ...texts }));
    expect(codes(report)).toEqual(Object.keys(texts).map(() => 'OUTPUT_PATH_BLOCKED'));
    expect(readTree(root)).toEqual({ 'out/file': 'mine' });
  });

  it.each([
    ['no JSON', '<<<<<<< HEAD'],
    ['another version', '{"manifestVersion":2,"options":{},"documents":{},"files":{}}'],
    ['no files', '{"manifestVersion":1,"options":{},"documents":{}}'],
    ['no hash', '{"manifestVersion":1,"options":{},"documents":{},"files":{"a.ts":"x"}}'],
    [
      'a path outside',
      `{"manifestVersion":1,"options":{},"documents":{},"files":{"../a":"${hashText('')}"}}`,
    ],
    [
      'a document without hash',
      '{"manifestVersion":1,"options":{},"documents":{"a.yaml":"x"},"files":{}}',
    ],
    ['odd options', '{"manifestVersion":1,"options":{"only":1},"documents":{},"files":{}}'],
  ])('is a manifest with %s', async (_, text) => {
    const out = join(newFolder(), 'out');
    put(join(out, MANIFEST_NAME), text);
    expect(codes(await write(out, outputOf({ 'a.ts': 'a' })))).toEqual(['MANIFEST_INVALID']);
    expect(readTree(out)).toEqual({ [MANIFEST_NAME]: text });
  });

  it('is a file that is too large to be ours, wherever it stands', async () => {
    const large = (path: string): void => {
      put(path, '');
      fs.truncateSync(path, 2 ** 28 + 1);
    };
    const out = join(newFolder(), 'out');
    await write(out, outputOf({ 'gone.ts': '' }));
    large(join(out, 'a.ts'));
    large(join(out, 'gone.ts'));
    large(join(out, '.asyncapi-bindgen-stage-0-a/manifest.json'));
    expect(codes(await write(out, outputOf({ 'a.ts': 'a' })))).toEqual(['OUTPUT_PATH_BLOCKED']);
    fs.rmSync(join(out, 'a.ts'));
    expect(codes(await write(out, outputOf({ 'a.ts': 'a' })))).toEqual(['OUTPUT_FILE_EDITED']);
    expect(fs.readdirSync(out).sort()).toEqual([MANIFEST_NAME, 'a.ts', 'gone.ts']);
    large(join(out, MANIFEST_NAME));
    expect(codes(await write(out, outputOf({ 'a.ts': 'b' })))).toEqual(['MANIFEST_INVALID']);
  });

  it('is a folder below a file, which the system says', async () => {
    const root = newFolder();
    put(join(root, 'file'), '');
    const report = await write(join(root, 'file/out'), outputOf({ 'a.ts': 'a' }));
    expect(codes(report)).toEqual(['OUTPUT_UNWRITABLE']);
    expect(report.diagnostics[0]?.message).toContain('a file stands where a folder is needed');
  });
});

describe('an interrupted run', () => {
  const journal = (texts: Readonly<Record<string, string>>): string => {
    const hashes = new Map(Object.entries(texts).map(([path, text]) => [path, hashText(text)]));
    return serialiseManifest({
      options: {},
      documents: new Map(),
      files: hashes,
      record: new Map(),
    });
  };

  it('is finished by the next: what it wrote is ours, and its staging folder goes', async () => {
    const out = join(newFolder(), 'out');
    await write(out, outputOf({ 'a.ts': 'a\n' }));
    const staging = join(out, `.asyncapi-bindgen-stage-${String(endedProcess())}-abcdef`);
    put(join(staging, 'manifest.json'), journal({ 'b.ts': 'half\n', 'c.ts': 'half\n' }));
    put(join(out, 'b.ts'), 'half\n');
    put(join(out, 'c.ts'), 'half\n');
    const report = await write(out, outputOf({ 'a.ts': 'a\n', 'b.ts': 'b\n' }));
    expect(report).toMatchObject({ written: ['b.ts'], removed: ['c.ts'], diagnostics: [] });
    expect(Object.keys(readTree(out))).toEqual([MANIFEST_NAME, 'a.ts', 'b.ts']);
    expect(fs.existsSync(staging)).toBe(false);
  });

  it('is no excuse to take a file that it did not write', async () => {
    const out = join(newFolder(), 'out');
    const staging = join(out, `.asyncapi-bindgen-stage-${String(endedProcess())}-abcdef`);
    put(join(staging, 'manifest.json'), journal({ 'b.ts': 'half\n' }));
    put(join(out, 'b.ts'), 'mine');
    expect(codes(await write(out, outputOf({ 'b.ts': 'b\n' })))).toEqual(['OUTPUT_FILE_FOREIGN']);
  });

  it('is left alone while its process is at work, and waited for before anything changes', async () => {
    const out = join(newFolder(), 'out');
    await write(out, outputOf({ 'a.ts': 'a\n' }));
    const staging = join(out, `.asyncapi-bindgen-stage-${String(process.ppid)}-abcdef`);
    fs.mkdirSync(staging);
    expect(await write(out, outputOf({ 'a.ts': 'a\n' }))).toMatchObject({ unchanged: ['a.ts'] });
    expect(fs.existsSync(staging)).toBe(true);
    const second = write(out, outputOf({ 'b.ts': 'b\n' }));
    await delay(200);
    expect(Object.keys(filesOf(out))).toEqual(['a.ts']);
    fs.rmdirSync(staging);
    expect(await second).toMatchObject({ written: ['b.ts'], removed: ['a.ts'], diagnostics: [] });
  });

  it('leaves no empty folder either: of a file that it had yet to write or just removed', async () => {
    const out = join(newFolder(), 'out');
    await write(out, outputOf({ 'a.ts': 'a\n', 'gone/deep/b.ts': 'b\n' }));
    const staging = join(out, `.asyncapi-bindgen-stage-${String(endedProcess())}-abcdef`);
    put(join(staging, 'manifest.json'), journal({ 'fresh/deep/c.ts': 'c\n' }));
    fs.mkdirSync(join(out, 'fresh/deep'), { recursive: true });
    fs.rmSync(join(out, 'gone/deep/b.ts'));
    const report = await write(out, outputOf({ 'a.ts': 'a\n' }));
    expect(report).toMatchObject({ removed: [], unchanged: ['a.ts'], diagnostics: [] });
    expect(fs.readdirSync(out).sort()).toEqual([MANIFEST_NAME, 'a.ts']);
  });

  it('is only a folder: what else bears such a name is left alone, and not waited for', async () => {
    const root = newFolder();
    const out = join(root, 'out');
    const stagings = ['a', 'b', 'c', 'd'].map((letter) =>
      join(out, `.asyncapi-bindgen-stage-${String(endedProcess())}-${letter}`),
    );
    const [link = '', file = '', fifo = '', folder = ''] = stagings;
    put(join(root, 'elsewhere/manifest.json'), journal({ 'b.ts': 'half\n' }));
    put(file, '');
    fs.symlinkSync(join(root, 'elsewhere'), link);
    fs.mkdirSync(fifo);
    spawnSync('mkfifo', [join(fifo, 'manifest.json')]);
    fs.mkdirSync(join(folder, 'manifest.json'), { recursive: true });
    expect(await write(out, outputOf({ 'b.ts': 'b\n' }))).toMatchObject({ written: ['b.ts'] });
    expect(stagings.map((path) => fs.existsSync(path))).toEqual([true, true, false, false]);
    expect(Object.keys(readTree(join(root, 'elsewhere')))).toEqual(['manifest.json']);
  });

  it('is also one that could neither go on nor back: it says so, and the next mends it', async () => {
    const out = join(newFolder(), 'out');
    await write(out, outputOf({ 'a.ts': 'old', 'b.ts': 'old' }));
    const texts = { 'a.ts': 'new', 'b.ts': 'new', 'z.ts': 'new' };
    const { path, steps } = stageAll(out, texts);
    fs.rmSync(join(path, 'old/0'));
    put(join(out, 'z.ts'), 'mine');
    const finding = describeFailure(
      errorOf(() => commit(out, steps)),
      out,
    );
    expect(finding?.message).toContain('Some files are changed already.');
    expect(finding?.help).toContain('it finishes the change');
    expect(readTree(out)).toMatchObject({ 'a.ts': 'new', 'b.ts': 'old', 'z.ts': 'mine' });
    fs.rmSync(join(out, 'z.ts'));
    expect(await write(out, outputOf(texts))).toMatchObject({ diagnostics: [] });
    expect(filesOf(out)).toEqual(texts);
  });
});

/** Stages files, all but the last of which are in the folder already. */
function stageAll(out: string, texts: Readonly<Record<string, string>>) {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  const write = files.map((file, index) => ({ ...file, replaces: index < files.length - 1 }));
  const hashes = files.map(({ path, text }) => [path, hashText(text)] as const);
  const manifest = serialiseManifest({
    ...{ options: {}, documents: new Map(), record: new Map() },
    files: new Map(hashes),
  });
  const changes = { write, remove: [], vacated: [], unchanged: [], diagnostics: [] };
  const staging = openStaging(out);
  return {
    path: staging.path,
    steps: stage(out, staging, { changes, ledger: { name: MANIFEST_NAME, text: manifest } }),
  };
}

function errorOf(action: () => void): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}
