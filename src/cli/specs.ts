import { constants, existsSync } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { withoutCredentials } from '../../templates/runtime/shown-url.js';
import { byCodePoint } from '../system/code-point-order.js';
import { explainSystemError, isAbsent, isSystemError } from '../system/system-error.js';
import { isInside, realPathOf } from '../system/real-path.js';
import { hasScheme } from '../system/url-scheme.js';
import { foldersInReach, isInReach, type CommandFolders } from './reach.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import { quote } from '../diagnostics/shell.js';
import { UsageError } from './usage-error.js';

/** Expands paths and globs to absolute paths of documents, sorted by code point, without duplicates. */
export async function expandSpecs(
  given: readonly string[],
  commandFolders: CommandFolders,
): Promise<string[]> {
  const paths: string[] = [];
  for (const spec of given) {
    for (const path of await expand(spec, commandFolders)) paths.push(path);
  }
  return [...new Set(paths)].sort(byCodePoint);
}

async function expand(spec: string, commandFolders: CommandFolders): Promise<readonly string[]> {
  refuseUrlsAndStdin(spec);
  const path = resolve(commandFolders.cwd, spec);
  if (!(await isDocument(spec, path))) return findMatches(spec, commandFolders);
  await refuseSymlinkEscape(spec, path, commandFolders);
  return [path];
}

/**
 * Whether a path is a readable file. Throws a `UsageError` for anything else that exists there. `spec`
 * is the path in messages.
 */
export async function isDocument(spec: string, path: string): Promise<boolean> {
  const kind = await kindOf(spec, path);
  if (kind === 'folder') {
    const pattern = `${spec.replace(/\/+$/, '')}/**/*.yaml`;
    throw new UsageError(`${spec} is a folder.`, `Pass a document, or a glob: ${quote(pattern)}`);
  }
  return kind === 'file';
}

/**
 * Refuses a symbolic link from the working folder, or its git repository, to a file outside: other
 * people may change these folders, and could replace a document with a link to any file.
 */
async function refuseSymlinkEscape(
  spec: string,
  path: string,
  commandFolders: CommandFolders,
): Promise<void> {
  const { cwd } = commandFolders;
  const real = await realPathOf(path);
  if (real === path) return;
  const folders = await foldersInReach(cwd, commandFolders);
  const isOutside = ![cwd, ...folders].some((folder) => isInside(folder, path));
  if (isOutside || isInReach(real, folders)) return;
  throw new UsageError(
    `${spec} is or contains a symbolic link that leads out of the working folder, or to a hidden file.`,
    'If you trust the link, pass its target instead, or pass the folder of the documents with --root.',
  );
}

function refuseUrlsAndStdin(spec: string): void {
  if (spec === '-') {
    throw new UsageError(
      'Documents cannot be read from standard input, since their references are relative to a file.',
      'Save the document first: … > api.yaml && asyncapi-bindgen <command> api.yaml',
    );
  }
  if (!hasScheme(spec)) return;
  const shown = withoutCredentials(spec);
  throw new UsageError(
    `${shown ?? 'The given document'} is a URL, but documents are read from files only.`,
    `Download the document first: curl -fsSLo api.yaml ${shown === spec ? quote(spec) : "'https://…'"}`,
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
    throw new UsageError(
      `${spec} cannot be read: ${reason}.`,
      'Check the path and its permissions.',
    );
  }
  throw new UsageError(`${spec} is not a regular file.`, 'Save the document to a file first.');
}

async function findMatches(
  spec: string,
  commandFolders: CommandFolders,
): Promise<readonly string[]> {
  const { cwd } = commandFolders;
  const { isDynamicPattern } = await import('tinyglobby');
  if (!isDynamicPattern(spec)) {
    throw new UsageError(`There is no file ${spec}.`, await adviceOn(spec, cwd));
  }
  const start = await startOfGlob(spec);
  await refuseSymlinkEscape(start, resolve(cwd, start), commandFolders);
  const found = await matchGlob(spec, cwd);
  if (found.length > 0) return found;
  throw new UsageError(
    `No file matches ${spec}`,
    `Check the glob, which is relative to ${cwd}, and put it in quotes, so that the shell does not expand it. Globs do not match symbolic links; pass these as paths.`,
  );
}

/** Returns what to do about a path that does not exist. */
async function adviceOn(spec: string, cwd: string): Promise<string> {
  const folder = dirname(spec);
  const names = await readdir(resolve(cwd, folder)).catch(() => []);
  const similar = didYouMean(basename(spec), names);
  return similar === undefined
    ? `Check the path, which is relative to ${cwd}`
    : `Did you mean ${join(folder, similar)}?`;
}

/** Returns the files that a glob matches, as absolute paths. The glob is relative to a folder. */
export async function matchGlob(pattern: string, cwd: string): Promise<readonly string[]> {
  const { glob } = await import('tinyglobby');
  const found = await glob(pattern, {
    cwd,
    absolute: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: pattern.includes('node_modules') ? [] : ['**/node_modules/**'],
  });
  return found.map((path) => resolve(path));
}

/** Returns those of the given specs that are globs. */
export async function globsIn(given: readonly string[], cwd: string): Promise<readonly string[]> {
  const others = given.filter((spec) => !existsSync(resolve(cwd, spec)));
  if (others.length === 0) return [];
  const { isDynamicPattern } = await import('tinyglobby');
  return others.filter((spec) => isDynamicPattern(spec));
}

/** Returns the folder that a glob starts from: the part before its first segment with a wildcard. */
export async function startOfGlob(pattern: string): Promise<string> {
  const { isDynamicPattern } = await import('tinyglobby');
  const segments = pattern.split('/');
  return segments
    .slice(
      0,
      segments.findIndex((segment) => isDynamicPattern(segment)),
    )
    .join('/')
    .replace(/\\(?=.)/g, '');
}
