import { relative, resolve, sep } from 'node:path';
import { repositoryOf } from '../system/git-repository.js';
import { isInside, realPathOf } from '../system/real-path.js';

/** The working folder of a command, and its option `--root`. */
export interface CommandFolders {
  readonly cwd: string;
  readonly root?: string | undefined;
}

/** Returns the working folder, `--root`, and the git repository that contains `path`, without links. */
export async function foldersInReach(
  path: string,
  { cwd, root }: CommandFolders,
): Promise<readonly string[]> {
  const repository = await repositoryOf(path);
  const given = root === undefined ? [] : [resolve(cwd, root)];
  const folders = await Promise.all([cwd, ...given].map(realPathOf));
  return repository === undefined ? folders : [...folders, repository];
}

/** Whether a path without links is in one of the folders and not hidden within it. */
export function isInReach(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => isInside(folder, path) && !isHidden(relative(folder, path)));
}

/**
 * Whether a name in a path starts with a dot. `node_modules/.pnpm`, where pnpm installs, is not
 * hidden.
 */
function isHidden(path: string): boolean {
  return path
    .split(sep)
    .some((name, index, names) => name.startsWith('.') && !isPnpmStore(names, index));
}

function isPnpmStore(names: readonly string[], index: number): boolean {
  return names[index] === '.pnpm' && names[index - 1] === 'node_modules';
}
