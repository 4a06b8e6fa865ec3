/** What stands in the way in the output folder, and names that are no file names: T-18. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, it, jest } from '@jest/globals';
import { BIN, LOCK, putFiles } from '../cli/bin.js';
import { NO_FINDINGS, runCommand } from '../cli/run-command.js';
import { readTree, temporaryFolders } from '../write/temporary-folder.js';
import { expectNextRunInOrder, expectRefusal, prepareOutput } from './writer-output.js';

jest.setTimeout(600_000);

const newFolder = temporaryFolders();
const newWorkspace = prepareOutput();

function makeFifo(path: string): void {
  spawnSync('mkfifo', [path]);
}

/** What comes to stand where the new output has a file, or the folder of one. */
const obstacles: readonly (readonly [string, (path: string) => void])[] = [
  ['lock/types.ts', (path) => fs.mkdirSync(path)],
  ['lock/client.ts', (path) => fs.symlinkSync('canary', path)],
  ['lock/validators.ts', makeFifo],
  ['gate', (path) => fs.writeFileSync(path, 'mine')],
];

it('things in the way: refused, nothing changed, and the next run in order', async () => {
  const { folder, out, args, ...workspace } = await newWorkspace(newFolder());
  for (const [path, put] of obstacles) {
    fs.rmSync(join(out, path), { force: true });
    put(join(out, path));
  }
  const before = listTree(out);
  const ended = await runCommand(folder, args);
  expectRefusal(ended, 'OUTPUT_PATH_BLOCKED');
  for (const [path] of obstacles) expect(ended.stderr).toContain(`${path} is a`);
  expect(listTree(out)).toEqual(before);
  for (const [path] of obstacles) fs.rmSync(join(out, path), { recursive: true });
  await expectNextRunInOrder({ folder, out, args, ...workspace });
});

it('a FIFO in the place of the manifest is not waited for', async () => {
  const { folder, out, args } = await newWorkspace(newFolder());
  fs.rmSync(join(out, '.asyncapi-bindgen.json'));
  makeFifo(join(out, '.asyncapi-bindgen.json'));
  expectRefusal(await runCommand(folder, args), 'MANIFEST_INVALID');
});

it('an output folder that is none is refused, and nothing is written', async () => {
  const folder = newFolder();
  putFiles(folder, { 'lock.yaml': LOCK, 'elsewhere/canary': '', file: 'mine' });
  fs.symlinkSync(join(folder, 'elsewhere'), join(folder, 'link'));
  fs.symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'));
  makeFifo(join(folder, 'fifo'));
  fs.mkdirSync(join(folder, 'work'));
  fs.symlinkSync(join(folder, 'elsewhere'), join(folder, 'work/link'));
  const before = listTree(folder);
  for (const out of ['link', 'fifo']) {
    expectRefusal(
      await runCommand(folder, ['generate', 'lock.yaml', '-o', out]),
      'OUTPUT_FOLDER_REFUSED',
    );
  }
  const leadsOut = await runCommand(join(folder, 'work'), [
    'generate',
    '../lock.yaml',
    '-o',
    'link/out',
  ]);
  expectRefusal(leadsOut, 'OUTPUT_FOLDER_REFUSED');
  expect(leadsOut.stderr).toContain('leads out of the folder you are working in');
  for (const out of ['dangling/out', 'file/out']) {
    expectRefusal(
      await runCommand(folder, ['generate', 'lock.yaml', '-o', out]),
      'OUTPUT_UNWRITABLE',
    );
  }
  expect(listTree(folder)).toEqual(before);
});

it('T-18: a link inside the output folder leads nothing outside', async () => {
  const workspace = await newWorkspace(newFolder());
  const { folder, out, args } = workspace;
  putFiles(folder, { 'elsewhere/types.ts': workspace.old['bell/types.ts'] ?? '' });
  const elsewhere = readTree(join(folder, 'elsewhere'));
  fs.rmSync(join(out, 'bell'), { recursive: true });
  fs.symlinkSync(join(folder, 'elsewhere'), join(out, 'bell'));
  fs.symlinkSync(join(folder, 'elsewhere'), join(out, 'gate'));
  expectRefusal(await runCommand(folder, args), 'OUTPUT_PATH_BLOCKED');
  fs.rmSync(join(out, 'gate'));
  fs.appendFileSync(join(out, 'lock/client.ts'), '// mine\n');
  const ended = await runCommand(folder, args);
  expect(ended).toMatchObject({ code: 0, stdout: '' });
  expect(ended.stderr).toContain('OUTPUT_FILE_EDITED');
  expect(ended.stderr).toMatch(/warning OUTPUT_EDIT_REPLACED .*: lock\/client\.ts\./);
  expect(readTree(join(folder, 'elsewhere'))).toEqual(elsewhere);
});

it('T-18: names that some system would not take are refused', async () => {
  const folder = newFolder();
  const names = ['con.yaml', 'COM1.yaml', `${'x'.repeat(150)}.yaml`];
  putFiles(folder, Object.fromEntries(names.map((name) => [name, LOCK])));
  const ended = await runCommand(folder, ['generate', ...names, '-o', 'out', '--format', 'github']);
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  for (const name of ['con/', 'com1/', 'xxxxx/']) expect(ended.stderr).toContain(name);
  expect(listTree(folder)).toEqual([...names].sort());
});

it('T-18: documents with odd names stay inside the output folder', async () => {
  const folder = newFolder();
  const names = ['..\\..\\up.yaml', 'a\u202eb.yaml', '-rf.yaml', 'ça va/ß_API.yaml'];
  putFiles(folder, Object.fromEntries(names.map((name) => [name, LOCK])));
  const ended = await runCommand(folder, ['generate', '-o', 'out', '--', ...names]);
  expect(ended).toEqual({ code: 0, stdout: '', stderr: NO_FINDINGS });
  const outside = listTree(folder).filter((path) => !/^out(\/[\w./-]+)?$/.test(path));
  expect(outside).toEqual([...names, 'ça va'].sort());
});

/** Every name below a folder, of whatever kind. */
function listTree(folder: string): readonly string[] {
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

it('a working folder that is gone is said to be', () => {
  const folder = newFolder();
  const script = 'cd gone && rmdir ../gone && exec "$@"';
  fs.mkdirSync(join(folder, 'gone'));
  const args = ['-c', script, 'sh', process.execPath, BIN, 'generate', 'a.yaml', '-o', 'out'];
  const { status, stderr } = spawnSync('sh', args, { cwd: folder, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringMatching(/^The working folder no longer exists\..*\n$/),
  });
});
