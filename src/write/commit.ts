import { lstatSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder, removeEmptyFolders } from './folders.js';
import { ancestors } from './output-name.js';
import { shown } from './problem.js';
import type { Step } from './staging.js';
import { HalfDone, WriteFault } from './write-fault.js';

/**
 * Puts staged files in place, all or none. It is synchronous, so that no signal interrupts it. If the
 * process is killed, the staging folder remains, and the next run reads from it which files are ours.
 * Throws `HalfDone` if a failed change cannot be undone.
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

/** Does a step; returns the functions that undo it, in the order in which they were done. */
function apply(folder: string, step: Step): readonly (() => void)[] {
  refuseDetour(folder, step.path);
  return step.fresh === undefined ? remove(folder, step) : place(folder, step, step.fresh);
}

function place(
  folder: string,
  { path, backup, isLedger }: Step,
  fresh: string,
): readonly (() => void)[] {
  const target = join(folder, path);
  if (backup === undefined && isLedger === undefined) refuseNewcomer(target, fresh);
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

/** Removes a file, if another run has not removed it. */
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

/** Throws if a folder of the path is a symbolic link now. The comparison may be outdated. */
function refuseDetour(folder: string, path: string): void {
  const detour = ['', ...ancestors(path)].some((ancestor) => isLink(join(folder, ancestor)));
  if (detour) throw disturbed('A folder of the output was replaced by a symbolic link');
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** Throws if the target is not a file but e.g. a link or a folder. */
function refuseStranger(target: string): void {
  const stats = lstatSync(target, { throwIfNoEntry: false });
  if (stats?.isFile() === false) throw disturbed(`Another program changed ${shown(target)}`);
}

/** Throws if there is a file at the target, unless another run has written the same content. */
function refuseNewcomer(target: string, fresh: string): void {
  const stats = lstatSync(target, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (stats.isFile() && readFileSync(target).equals(readFileSync(fresh))) return;
  throw disturbed(`Another program changed ${shown(target)}`);
}

function disturbed(what: string): WriteFault {
  return new WriteFault(`${what} while the output was being written`, 'Run the command again.');
}

function succeeds(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
