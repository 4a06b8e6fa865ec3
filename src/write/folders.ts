import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAbsent } from '../system/system-error.js';

/** Creates a folder and its parents; returns a function that removes those that are empty. */
export function makeFolder(folder: string): () => void {
  const end = nearestThere(folder);
  const unmake = (): void => removeEmptyFolders(folder, end);
  try {
    mkdirSync(folder, { recursive: true });
    return unmake;
  } catch (error) {
    unmake();
    throw error;
  }
}

/** Removes `folder` and its parents while they are empty, up to but not including `end`. */
export function removeEmptyFolders(folder: string, end: string): void {
  for (let path = folder; path !== end && path.startsWith(end); path = dirname(path)) {
    try {
      rmdirSync(path);
    } catch (error) {
      if (!isAbsent(error)) return;
    }
  }
}

function nearestThere(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestThere(dirname(path));
}
