/** Disks that are full, cannot be written or belong to somebody else, seen by the real process. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { BIN, LOCK, putFiles, type Ended } from '../cli/bin.js';
import { NO_FINDINGS, runCommand } from '../cli/run-command.js';
import { temporaryFolders } from '../write/temporary-folder.js';
import {
  expectNextRunInOrder,
  expectRefusal,
  prepareOutput,
  stagingFolders,
  stateOf,
} from './writer-output.js';

jest.setTimeout(600_000);

const mounts: string[] = [];
// Before the folders are removed, which is the next hook.
afterEach(unmountAll);
const newFolder = temporaryFolders();
const newWorkspace = prepareOutput();

/** Mounts a disk in memory, or says that it may not be done here. */
function mount(path: string, options: string): boolean {
  fs.mkdirSync(path, { recursive: true });
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]).status === 0;
  if (done) mounts.push(path);
  return done;
}

function unmountAll(): void {
  for (const path of mounts.splice(0)) spawnSync('umount', ['-l', path]);
}

const probe = fs.mkdtempSync('/tmp/asyncapi-bindgen-probe-');
const canMount = process.platform === 'linux' && mount(probe, 'size=64k');
unmountAll();
fs.rmdirSync(probe);

const onDisks = canMount ? describe : describe.skip;

onDisks('on a disk of its own (skipped where none may be mounted)', () => {
  it('full before or during the write: as it was, and in order once there is room', async () => {
    const disk = join(newFolder(), 'disk');
    mount(disk, 'size=2m');
    const workspace = await newWorkspace(disk);
    const filler = join(disk, 'filler');
    for (const free of [0, 24]) {
      fill(filler, disk, free * 1024);
      expectRefusal(await runCommand(disk, workspace.args), 'OUTPUT_UNWRITABLE');
      expect(stateOf(workspace)).toBe('old');
      expect(stagingFolders(workspace.out)).toEqual([]);
      fs.rmSync(filler);
    }
    await expectNextRunInOrder(workspace);
  });

  it('without room for another name: as it was, the folder not even made', async () => {
    const folder = newFolder();
    const disk = join(folder, 'disk');
    putFiles(folder, { 'lock.yaml': LOCK });
    for (const names of [4, 20]) {
      mount(disk, `size=2m,nr_inodes=${String(names)}`);
      const ended = await runCommand(folder, ['generate', 'lock.yaml', '-o', 'disk/deep/er/out']);
      expectRefusal(ended, 'OUTPUT_UNWRITABLE');
      expect(ended.stderr).toContain('the disk is full');
      expect(fs.readdirSync(disk)).toEqual([]);
      unmountAll();
    }
  });

  it('read-only: refused, unless there is nothing to write', async () => {
    const disk = join(newFolder(), 'disk');
    mount(disk, 'size=8m');
    const workspace = await newWorkspace(disk);
    spawnSync('mount', ['-o', 'remount,ro', disk]);
    const ended = await runCommand(disk, workspace.args);
    expectRefusal(ended, 'OUTPUT_UNWRITABLE');
    expect(ended.stderr).toContain('the file system is read-only');
    expect(stateOf(workspace)).toBe('old');
    spawnSync('mount', ['-o', 'remount,rw', disk]);
    await expectNextRunInOrder(workspace);
    spawnSync('mount', ['-o', 'remount,ro', disk]);
    expect(await runCommand(disk, workspace.args)).toMatchObject({ code: 0, stderr: NO_FINDINGS });
  });
});

/** Leaves so many bytes free. */
function fill(filler: string, disk: string, free: number): void {
  const { bavail, bsize } = fs.statfsSync(disk);
  fs.writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - free)));
}

const NOBODY = 65_534;

/** Runs the command line as a user who owns nothing. */
function runAsNobody(folder: string, args: readonly string[]): Ended {
  const env = { PATH: process.env['PATH'] };
  const options = { cwd: folder, encoding: 'utf8', env, uid: NOBODY, gid: NOBODY } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], options);
  return { code: status, stdout, stderr };
}

const canBeNobody = process.getuid?.() === 0 && runAsNobody('/', ['--version']).code === 0;
const asNobody = canBeNobody ? describe : describe.skip;

asNobody('as another user (skipped where one cannot become that)', () => {
  it('who may not write, or not even look, is told so', async () => {
    const folder = newFolder();
    fs.chmodSync(folder, 0o755);
    const workspace = await newWorkspace(folder);
    for (const mode of [0o755, 0o700]) {
      fs.chmodSync(workspace.out, mode);
      const ended = runAsNobody(folder, workspace.args);
      expectRefusal(ended, 'OUTPUT_UNWRITABLE');
      expect(ended.stderr).toContain('permission denied');
      expect(stateOf(workspace)).toBe('old');
    }
    expectRefusal(
      runAsNobody(folder, ['generate', 'lock.yaml', '-o', 'other']),
      'OUTPUT_UNWRITABLE',
    );
    expect(fs.existsSync(join(folder, 'other'))).toBe(false);
    fs.chmodSync(workspace.out, 0o755);
    await expectNextRunInOrder(workspace);
  });

  it('who may write to the folder, but not to one below it, changes nothing', async () => {
    const folder = newFolder();
    fs.chmodSync(folder, 0o755);
    const workspace = await newWorkspace(folder);
    fs.chmodSync(workspace.out, 0o777);
    expectRefusal(runAsNobody(folder, workspace.args), 'OUTPUT_UNWRITABLE');
    expect(stateOf(workspace)).toBe('old');
    expect(stagingFolders(workspace.out)).toEqual([]);
    await expectNextRunInOrder(workspace);
  });

  it('whose signals another user’s run does not take: that is at work all the same', () => {
    const folder = newFolder();
    fs.chmodSync(folder, 0o755);
    const staging = join(folder, `.asyncapi-bindgen-stage-${String(process.pid)}-abcdef`);
    fs.mkdirSync(staging);
    const built = join(import.meta.dirname, '../../dist/src/write/interrupted-run.js');
    const script = `
      import { findRunAtWork } from ${JSON.stringify(pathToFileURL(built).href)};
      console.log(findRunAtWork(process.argv[1]));
    `;
    const args = ['--input-type=module', '--eval', script, folder];
    const options = { cwd: '/', encoding: 'utf8', uid: NOBODY, gid: NOBODY } as const;
    expect(spawnSync(process.execPath, args, options).stdout).toBe(`${staging}\n`);
  });
});
