import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { commit } from '../../src/write/commit.js';
import { openStaging, stage } from '../../src/write/staging.js';
import { HalfDone } from '../../src/write/write-fault.js';
import { readTree, temporaryFolders } from './temporary-folder.js';

const newFolder = temporaryFolders();

function prepare(folder: string): Parameters<typeof commit>[1] {
  fs.writeFileSync(join(folder, 'kept.ts'), 'old');
  fs.writeFileSync(join(folder, 'gone.ts'), 'old');
  const changes = {
    write: [
      { path: 'kept.ts', text: 'new', replaces: true },
      { path: 'fresh/deep/a.ts', text: 'new', replaces: false },
      { path: 'last.ts', text: 'new', replaces: false },
    ],
    remove: ['gone.ts'],
    vacated: [],
    unchanged: [],
    diagnostics: [],
  };
  return stage(folder, openStaging(folder), {
    changes,
    ledger: { name: '.asyncapi-bindgen.json', text: 'manifest' },
  });
}

it('takes back every step when a later one fails', () => {
  const folder = newFolder();
  const steps = prepare(folder);
  const { ino, mtimeMs } = fs.statSync(join(folder, 'kept.ts'));
  fs.mkdirSync(join(folder, '.asyncapi-bindgen.json'));
  expect(() => commit(folder, steps)).toThrow();
  expect(fs.readdirSync(folder).filter((name) => !name.startsWith('.'))).toEqual([
    'gone.ts',
    'kept.ts',
  ]);
  expect(readTree(folder)).toMatchObject({ 'kept.ts': 'old', 'gone.ts': 'old' });
  expect(fs.statSync(join(folder, 'kept.ts'))).toMatchObject({ ino, mtimeMs });
});

it('stops where a folder became a symbolic link', () => {
  const folder = newFolder();
  const elsewhere = newFolder();
  const steps = prepare(folder);
  fs.symlinkSync(elsewhere, join(folder, 'fresh'));
  expect(() => commit(folder, steps)).toThrow('symbolic link');
  expect(readTree(elsewhere)).toEqual({});
  expect(readTree(folder)).toMatchObject({ 'kept.ts': 'old', 'gone.ts': 'old' });
});

it('takes no file that came in the meantime', () => {
  const folder = newFolder();
  const steps = prepare(folder);
  fs.writeFileSync(join(folder, 'last.ts'), 'mine');
  expect(() => commit(folder, steps)).toThrow('while the output was being written');
  expect(readTree(folder)).toMatchObject({ 'last.ts': 'mine', 'kept.ts': 'old', 'gone.ts': 'old' });
});

it.each<readonly [string, (path: string) => void]>([
  ['folder', (path) => fs.mkdirSync(join(path, 'mine'), { recursive: true })],
  ['link', (path) => fs.symlinkSync('/nowhere', path)],
])('takes no %s that came in place of a file', (_, put) => {
  for (const path of ['kept.ts', 'gone.ts', 'last.ts']) {
    const folder = newFolder();
    const steps = prepare(folder);
    fs.rmSync(join(folder, path), { force: true });
    put(join(folder, path));
    expect(() => commit(folder, steps)).toThrow('while the output was being written');
    expect(fs.lstatSync(join(folder, path)).isFile()).toBe(false);
  }
});

it('stops where the output folder itself became a symbolic link', () => {
  const folder = join(newFolder(), 'out');
  const elsewhere = newFolder();
  fs.mkdirSync(folder);
  const steps = prepare(folder);
  fs.renameSync(folder, `${folder}-moved`);
  fs.cpSync(`${folder}-moved`, elsewhere, { recursive: true });
  fs.symlinkSync(elsewhere, folder);
  const before = readTree(elsewhere);
  expect(() => commit(folder, steps)).toThrow('symbolic link');
  expect(readTree(elsewhere)).toEqual(before);
});

it('removes the folders that it leaves empty, and makes them again where it has to go back', () => {
  for (const isRefused of [false, true]) {
    const folder = newFolder();
    const steps = prepare(folder);
    fs.mkdirSync(join(folder, 'a/b'), { recursive: true });
    fs.renameSync(join(folder, 'gone.ts'), join(folder, 'a/b/gone.ts'));
    if (isRefused) fs.mkdirSync(join(folder, '.asyncapi-bindgen.json'));
    const moved = steps.map((step) =>
      step.path === 'gone.ts' ? { ...step, path: 'a/b/gone.ts' } : step,
    );
    const run = (): void => commit(folder, moved);
    if (isRefused) expect(run).toThrow();
    else run();
    expect(fs.existsSync(join(folder, 'a/b/gone.ts'))).toBe(isRefused);
    expect(fs.existsSync(join(folder, 'a'))).toBe(isRefused);
  }
});

it('leaves no folder for a file that could not be put there', () => {
  const folder = newFolder();
  const steps = prepare(folder);
  fs.rmSync(steps.find(({ path }) => path === 'fresh/deep/a.ts')?.fresh ?? '');
  expect(() => commit(folder, steps)).toThrow('ENOENT');
  expect(fs.existsSync(join(folder, 'fresh'))).toBe(false);
});

it('does not mind a run that wrote and removed the same in the meantime', () => {
  const folder = newFolder();
  const steps = prepare(folder);
  fs.writeFileSync(join(folder, 'last.ts'), 'new');
  fs.rmSync(join(folder, 'gone.ts'));
  commit(folder, steps);
  expect(readTree(folder)).toMatchObject({ 'last.ts': 'new', 'kept.ts': 'new' });
});

it('says so where a step cannot be taken back', () => {
  const folder = newFolder();
  const steps = prepare(folder);
  fs.rmSync(steps[0]?.backup ?? '');
  fs.mkdirSync(join(folder, '.asyncapi-bindgen.json'));
  expect(() => commit(folder, steps)).toThrow(HalfDone);
  expect(readTree(folder)).toMatchObject({ 'kept.ts': 'new', 'gone.ts': 'old' });
});

it('puts the files in place, which a private folder held until then', () => {
  const folder = newFolder();
  const steps = prepare(folder);
  const staging = fs.readdirSync(folder).find((name) => name.startsWith('.')) ?? '';
  expect(fs.statSync(join(folder, staging)).mode & 0o777).toBe(0o700);
  commit(folder, steps);
  fs.rmSync(join(folder, staging), { recursive: true });
  expect(readTree(folder)).toEqual({
    '.asyncapi-bindgen.json': 'manifest',
    'fresh/deep/a.ts': 'new',
    'kept.ts': 'new',
    'last.ts': 'new',
  });
});
