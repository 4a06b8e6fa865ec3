import { basename, dirname, relative, resolve, sep } from 'node:path';
import { homeFolder, isNeverRoot } from '../../system/never-root.js';
import { repositoryOf } from '../../system/git-repository.js';
import { isInside } from '../../system/real-path.js';
import { realPath, type Refusal } from '../source/read-text.js';

/** A folder, symbolic links resolved; or the document itself, where it may refer to no other file. */
interface Root {
  readonly kind: 'path';
  readonly path: string;
}

/** What the references of a document may not leave: the folder given, or the default one. */
export async function findRoot(
  document: string,
  given: string | undefined,
): Promise<Root | Refusal> {
  if (given === undefined) return { kind: 'path', path: await defaultRoot(document) };
  const root = await realPath(resolve(given), given);
  return root.kind === 'path' && isNeverRoot(root.path) ? tooWide(given) : root;
}

/**
 * The folder of the document. A document called `asyncapi`, `index` or `spec` mostly has a folder of
 * its own among others, so for these it is the folder above, if that one belongs to the project: it
 * lies within the working folder, or within the repository that holds the document.
 */
async function defaultRoot(document: string): Promise<string> {
  const folder = dirname(document);
  const above = dirname(folder);
  const isNamed = /^(?:asyncapi|index|spec)\./i.test(basename(document));
  if (isNamed && !isNeverRoot(above) && !isInside(above, homeFolder())) {
    const projects = [await workingFolder(), await repositoryOf(folder)];
    if (projects.some((each) => each !== undefined && isInside(each, above))) return above;
  }
  return isNeverRoot(folder) ? document : folder;
}

async function workingFolder(): Promise<string> {
  const folder = await realPath(process.cwd(), '.');
  return folder.kind === 'path' ? folder.path : process.cwd();
}

/** The value of `--root` that lets a document reach a path; nothing where no value does. */
export function rootFor(document: string, path: string): string | undefined {
  const folder = commonFolder(document, path);
  if (isNeverRoot(folder) || isHidden(document, path)) return undefined;
  const root = relative(process.cwd(), folder);
  return root === '' ? '.' : root;
}

/**
 * Whether the way from a document to a path enters a file or folder whose name starts with a dot. The
 * user named the document, so the folders that hold it are none of these.
 */
export function isHidden(document: string, path: string): boolean {
  const way = relative(commonFolder(document, path), path).split(sep);
  return path !== document && way.some((name) => name.startsWith('.'));
}

/** The innermost folder around a document that holds a path, too; on another disk, the whole one. */
function commonFolder(document: string, path: string): string {
  const folder = dirname(document);
  return isInside(folder, path) || folder === document ? folder : commonFolder(folder, path);
}

function tooWide(given: string): Refusal {
  return {
    kind: 'refused',
    code: 'ROOT_TOO_WIDE',
    message: `"${given}" is the home folder or a whole disk, and so is never the root.`,
    help: 'Name the folder of the project, or put the files of the document into a folder of their own.',
  };
}
