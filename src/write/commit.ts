import { lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ancestors } from './output-name.js';
import { removeEmptyFolders, type Step } from './staging.js';

/**
 * Puts staged files in place, all or none. Synchronous, so that no signal is handled halfway; a
 * kill leaves the staging folder, from which the next run knows what is ours.
 */
export function commit(folder: string, steps: readonly Step[]): void {
  const undo: (() => void)[] = [];
  try {
    for (const step of steps) undo.push(...apply(folder, step));
  } catch (error) {
    for (const revert of undo.reverse()) attempt(revert);
    throw error;
  }
  for (const { path, fresh } of steps) {
    if (fresh === undefined) removeEmptyFolders(dirname(join(folder, path)), folder);
  }
}

/** Does a step, and returns what takes it back, in the order in which it was done. */
function apply(folder: string, { path, fresh, backup }: Step): readonly (() => void)[] {
  const target = join(folder, path);
  refuseDetour(folder, path);
  const made = mkdirSync(dirname(target), { recursive: true });
  const unmake = (): void => {
    if (made !== undefined) removeEmptyFolders(dirname(target), dirname(made));
  };
  try {
    renameSync(fresh ?? target, fresh === undefined ? kept(backup) : target);
  } catch (error) {
    unmake();
    throw error;
  }
  return [unmake, backup === undefined ? () => rmSync(target) : () => renameSync(backup, target)];
}

/** The folder was looked at when it was compared; this holds at the moment of the write. */
function refuseDetour(folder: string, path: string): void {
  const links = ancestors(path).filter((ancestor) =>
    lstatSync(join(folder, ancestor), { throwIfNoEntry: false })?.isSymbolicLink(),
  );
  if (links.length === 0) return;
  throw new Error('A folder of the output was replaced by a symbolic link while we were writing.');
}

function kept(backup: string | undefined): string {
  if (backup !== undefined) return backup;
  throw new Error('A file may only be removed where it is kept until the end.');
}

/** What cannot be taken back is put in order by the next run. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    return;
  }
}
