import { realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Returns the git repository or working tree that contains a file or folder: the nearest folder
 * with a `.git` file or folder. The path is absolute, with links resolved.
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
