import { relative, resolve, sep } from 'node:path';
import { repositoryOf } from '../system/git-repository.js';
import { isInside, realPathOf } from '../system/real-path.js';

/** Where a command runs, and its `--root`. */
export interface Surroundings {
  readonly cwd: string;
  readonly root?: string | undefined;
}

/** The working folder, the git repository that holds `place`, and `--root`; links resolved. */
export async function foldersInReach(
  place: string,
  { cwd, root }: Surroundings,
): Promise<readonly string[]> {
  const repository = await repositoryOf(place);
  const given = root === undefined ? [] : [resolve(cwd, root)];
  const folders = await Promise.all([cwd, ...given].map(realPathOf));
  return repository === undefined ? folders : [...folders, repository];
}

/** Whether a path without links lies in one of the folders, and below it in nothing hidden. */
export function isInReach(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => isInside(folder, path) && !isHidden(relative(folder, path)));
}

/** What pnpm installs, and links to, is not: everything in `node_modules/.pnpm` may be read. */
function isHidden(way: string): boolean {
  return way
    .split(sep)
    .some((name, index, names) => name.startsWith('.') && !isPnpmStore(names, index));
}

function isPnpmStore(names: readonly string[], index: number): boolean {
  return names[index] === '.pnpm' && names[index - 1] === 'node_modules';
}
