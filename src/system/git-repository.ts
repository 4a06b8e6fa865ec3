import { realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * The git repository, or the working tree of one, that holds a file or folder: the nearest folder at
 * or above it with a `.git`, which is a folder or a file. Absolute, links resolved.
 */
export async function repositoryOf(path: string): Promise<string | undefined> {
  let folder = await realpath(path);
  while (!(await isThere(join(folder, '.git')))) {
    const above = dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
  return folder;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
