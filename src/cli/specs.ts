import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { withoutCredentials } from '../../templates/runtime/shown-url.js';
import { byCodePoint } from '../write/code-point-order.js';
import { explainSystemError, isAbsent, isSystemError } from '../write/system-error.js';
import { quote } from './shell.js';
import { UsageError } from './usage-error.js';

/** The documents that paths and globs name: absolute, without repetition, by code point. */
export async function expandSpecs(given: readonly string[], cwd: string): Promise<string[]> {
  const paths: string[] = [];
  for (const spec of given) {
    for (const path of await expand(spec, cwd)) paths.push(path);
  }
  return [...new Set(paths)].sort(byCodePoint);
}

async function expand(spec: string, cwd: string): Promise<readonly string[]> {
  refuseOtherSources(spec);
  const path = resolve(cwd, spec);
  const kind = await kindOf(spec, path);
  if (kind === 'file') return [path];
  if (kind === 'folder') {
    const pattern = `${spec.replace(/\/+$/, '')}/**/*.yaml`;
    throw new UsageError(`${spec} is a folder.`, `Name a document, or a glob: ${quote(pattern)}`);
  }
  return findMatches(spec, cwd);
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

async function findMatches(spec: string, cwd: string): Promise<readonly string[]> {
  const { glob, isDynamicPattern } = await import('tinyglobby');
  if (!isDynamicPattern(spec)) {
    throw new UsageError(`There is no file ${spec}.`, `Paths are taken from ${cwd}`);
  }
  const ignore = spec.includes('node_modules') ? [] : ['**/node_modules/**'];
  const found = await glob(spec, { cwd, absolute: true, expandDirectories: false, ignore });
  if (found.length > 0) return found.map((path) => resolve(path));
  throw new UsageError(
    `No file matches ${spec}`,
    `Patterns are taken from ${cwd}; put them in quotes, so that the shell leaves them alone.`,
  );
}
