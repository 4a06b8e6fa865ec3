import { lstatSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder, removeEmptyFolders } from './folders.js';
import { MANIFEST_NAME } from './manifest.js';
import { ancestors } from './output-name.js';
import { shown } from './problem.js';
import type { Step } from './staging.js';
import { HalfDone, WriteFault } from './write-fault.js';

/**
 * Puts staged files in place, all or none. Synchronous, so that no signal is handled halfway; a
 * kill leaves the staging folder, from which the next run knows what is ours. Throws `HalfDone`
 * where a failure could not be taken back.
 */
export function commit(folder: string, steps: readonly Step[]): void {
  const undo: (() => void)[] = [];
  try {
    for (const step of steps) for (const each of apply(folder, step)) undo.push(each);
  } catch (cause) {
    const reverted = undo.reverse().map(succeeds);
    if (reverted.includes(false)) throw new HalfDone('The change is half done.', { cause });
    throw cause;
  }
}

/** Does a step, and returns what takes it back, in the order in which it was done. */
function apply(folder: string, step: Step): readonly (() => void)[] {
  refuseDetour(folder, step.path);
  return step.fresh === undefined ? remove(folder, step) : place(folder, step, step.fresh);
}

function place(folder: string, { path, backup }: Step, fresh: string): readonly (() => void)[] {
  const target = join(folder, path);
  if (backup === undefined && path !== MANIFEST_NAME) refuseNewcomer(target, fresh);
  refuseStranger(target);
  const unmake = makeFolder(dirname(target));
  try {
    renameSync(fresh, target);
  } catch (error) {
    unmake();
    throw error;
  }
  return [unmake, backup === undefined ? () => rmSync(target) : () => renameSync(backup, target)];
}

/** Another run may have removed the file already. */
function remove(folder: string, { path, backup }: Step): readonly (() => void)[] {
  if (backup === undefined) throw new Error('A file is only removed where it is kept until then.');
  const target = join(folder, path);
  if (lstatSync(target, { throwIfNoEntry: false }) === undefined) return [];
  refuseStranger(target);
  renameSync(target, backup);
  removeEmptyFolders(dirname(target), folder);
  return [() => putBack(backup, target)];
}

function putBack(backup: string, target: string): void {
  makeFolder(dirname(target));
  renameSync(backup, target);
}

/** The folder was looked at when it was compared; this and what follows holds at the moment of the write. */
function refuseDetour(folder: string, path: string): void {
  const detour = ['', ...ancestors(path)].some((ancestor) => isLink(join(folder, ancestor)));
  if (detour) throw disturbed('A folder of the output was replaced by a symbolic link');
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** Only files are ours: neither a link nor a folder that came in place of one. */
function refuseStranger(target: string): void {
  const stats = lstatSync(target, { throwIfNoEntry: false });
  if (stats?.isFile() === false) throw disturbed(`Something else came to ${shown(target)}`);
}

/** Another run may have written the same in the meantime; anything else is not ours. */
function refuseNewcomer(target: string, fresh: string): void {
  const stats = lstatSync(target, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (stats.isFile() && readFileSync(target).equals(readFileSync(fresh))) return;
  throw disturbed(`Something else came to ${shown(target)}`);
}

function disturbed(what: string): WriteFault {
  return new WriteFault(`${what} while we were writing`, 'Run the command again.');
}

function succeeds(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
