import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAbsent } from '../system/system-error.js';

/** Makes a folder and those above it; what it returns takes them back, as far as they are empty. */
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

/** Removes `folder` and those above it as long as they are empty, up to `end`, which stays. */
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
