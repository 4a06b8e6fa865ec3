import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { withoutCredentials } from '../../templates/runtime/shown-url.js';
import { byCodePoint } from '../system/code-point-order.js';
import { explainSystemError, isAbsent, isSystemError } from '../system/system-error.js';
import { isInside, realPathOf } from '../system/real-path.js';
import { foldersInReach, isInReach, type Surroundings } from './reach.js';
import { quote } from '../diagnostics/shell.js';
import { UsageError } from './usage-error.js';

/** The documents that paths and globs name: absolute, without repetition, by code point. */
export async function expandSpecs(
  given: readonly string[],
  surroundings: Surroundings,
): Promise<string[]> {
  const paths: string[] = [];
  for (const spec of given) {
    for (const path of await expand(spec, surroundings)) paths.push(path);
  }
  return [...new Set(paths)].sort(byCodePoint);
}

async function expand(spec: string, surroundings: Surroundings): Promise<readonly string[]> {
  refuseOtherSources(spec);
  const path = resolve(surroundings.cwd, spec);
  if (!(await isDocument(spec, path))) return findMatches(spec, surroundings);
  await refuseDetour(spec, path, surroundings);
  return [path];
}

/** Whether there is a file that can be read; nothing else may stand there. `spec` is its name. */
export async function isDocument(spec: string, path: string): Promise<boolean> {
  const kind = await kindOf(spec, path);
  if (kind === 'folder') {
    const pattern = `${spec.replace(/\/+$/, '')}/**/*.yaml`;
    throw new UsageError(`${spec} is a folder.`, `Name a document, or a glob: ${quote(pattern)}`);
  }
  return kind === 'file';
}

/**
 * What is named within the working folder, or within its git repository, has to be there: others may
 * change what these hold, and could put a link to any file in the place of a document.
 */
async function refuseDetour(spec: string, path: string, surroundings: Surroundings): Promise<void> {
  const { cwd } = surroundings;
  const real = await realPathOf(path);
  if (real === path) return;
  const folders = await foldersInReach(cwd, surroundings);
  const isOwnWord = ![cwd, ...folders].some((folder) => isInside(folder, path));
  if (isOwnWord || isInReach(real, folders)) return;
  throw new UsageError(
    `A symbolic link leads from ${spec} out of the folder you are working in, or to something hidden.`,
    `If that is meant, name what it leads to, or give the folder of the documents with --root.`,
  );
}

function refuseOtherSources(spec: string): void {
  if (spec === '-') {
    throw new UsageError(
      'A document is not read from standard input: its references start from a file.',
      'Save it first: … > api.yaml && asyncapi-bindgen <command> api.yaml',
    );
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(spec)) return;
  const shown = withoutCredentials(spec);
  throw new UsageError(
    `${shown ?? 'What is given'} is a URL: documents are read from files only.`,
    `Download it first: curl -fsSLo api.yaml ${shown === spec ? quote(spec) : "'https://…'"}`,
  );
}

async function kindOf(spec: string, path: string): Promise<'file' | 'folder' | 'absent'> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return 'folder';
    if (stats.isFile()) await access(path, constants.R_OK);
    if (stats.isFile()) return 'file';
  } catch (error) {
    if (isAbsent(error)) return 'absent';
    if (!isSystemError(error)) throw error;
    const [reason] = explainSystemError(error);
    throw new UsageError(`${spec} cannot be read: ${reason}.`, 'Check the path and who owns it.');
  }
  throw new UsageError(`${spec} is not a regular file.`, 'Save the document to a file first.');
}

async function findMatches(spec: string, surroundings: Surroundings): Promise<readonly string[]> {
  const { cwd } = surroundings;
  const { glob, isDynamicPattern } = await import('tinyglobby');
  if (!isDynamicPattern(spec)) {
    throw new UsageError(`There is no file ${spec}.`, `Paths are taken from ${cwd}`);
  }
  const start = startOf(spec, (segment) => isDynamicPattern(segment));
  await refuseDetour(start, resolve(cwd, start), surroundings);
  const ignore = spec.includes('node_modules') ? [] : ['**/node_modules/**'];
  const found = await glob(spec, {
    cwd,
    absolute: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore,
  });
  if (found.length > 0) return found.map((path) => resolve(path));
  throw new UsageError(
    `No file matches ${spec}`,
    `Patterns are taken from ${cwd}; put them in quotes, so that the shell leaves them alone. They find no symbolic links: name these.`,
  );
}

/** The folder that a glob starts from: what stands before its first segment with a wildcard. */
function startOf(spec: string, isDynamic: (segment: string) => boolean): string {
  const segments = spec.split('/');
  return segments
    .slice(0, segments.findIndex(isDynamic))
    .join('/')
    .replace(/\\(?=.)/g, '');
}
