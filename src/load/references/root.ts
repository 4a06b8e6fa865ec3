import { dirname, relative, resolve, sep } from 'node:path';
import { homeFolder, isNeverRoot } from '../../system/never-root.js';
import { repositoryOf } from '../../system/git-repository.js';
import { isNamedByFolder } from '../../system/named-by-folder.js';
import { isInside } from '../../system/real-path.js';
import { realPath, type Refusal } from '../source/read-text.js';

/** A folder without symbolic links, or the document itself if it may refer to no other file. */
interface Root {
  readonly kind: 'path';
  readonly path: string;
}

/** Finds the folder that the references of a document must not leave. */
export async function findRoot(
  document: string,
  given: string | undefined,
): Promise<Root | Refusal> {
  if (given === undefined) return { kind: 'path', path: await defaultRoot(document) };
  const root = await realPath(resolve(given), given);
  return root.kind === 'path' && isNeverRoot(root.path) ? tooWide(given) : root;
}

/**
 * Returns the folder of the document. A document called `asyncapi`, `index` or `spec` usually has a
 * folder of its own beside others. For it, returns the folder above, if that folder lies within the
 * working folder or within the git repository that contains the document.
 */
async function defaultRoot(document: string): Promise<string> {
  const folder = dirname(document);
  const above = dirname(folder);
  if (isNamedByFolder(document) && !isNeverRoot(above) && !isInside(above, homeFolder())) {
    const projects = [await workingFolder(), await repositoryOf(folder)];
    if (projects.some((each) => each !== undefined && isInside(each, above))) return above;
  }
  return isNeverRoot(folder) ? document : folder;
}

async function workingFolder(): Promise<string> {
  const folder = await realPath(process.cwd(), '.');
  return folder.kind === 'path' ? folder.path : process.cwd();
}

/** Returns the value of `--root` that lets a document reach a path, or `undefined` if none does. */
export function rootFor(document: string, path: string): string | undefined {
  const folder = commonFolder(document, path);
  if (isNeverRoot(folder) || isHidden(document, path)) return undefined;
  const root = relative(process.cwd(), folder);
  return root === '' ? '.' : root;
}

/**
 * Whether a path is hidden from a document: its name, or that of a folder on the way to it, starts with
 * a dot. The folders that contain the document do not count, since the user named the document.
 */
export function isHidden(document: string, path: string): boolean {
  const names = relative(commonFolder(document, path), path).split(sep);
  return path !== document && names.some((name) => name.startsWith('.'));
}

/** Returns the innermost folder that contains both files, or the root of the document's disk. */
function commonFolder(document: string, path: string): string {
  const folder = dirname(document);
  return isInside(folder, path) || folder === document ? folder : commonFolder(folder, path);
}

function tooWide(given: string): Refusal {
  return {
    kind: 'refused',
    code: 'ROOT_TOO_WIDE',
    message: `The root folder "${given}" must be neither the home folder nor the root of a disk.`,
    help: 'Use the folder of the project, or move the files of the document into a folder of their own.',
  };
}
