import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { cleanUpOnSignal } from '../system/interrupt.js';
import { isNamedByFolder } from '../system/named-by-folder.js';
import { isInside } from '../system/real-path.js';
import { isSystemError } from '../system/system-error.js';
import { UsageError } from './usage-error.js';

/** Files of a git revision, in a temporary folder that has the layout of the repository. */
export interface Revision {
  /** The path in the temporary folder of what was asked for. */
  readonly path: string;
  /** The temporary folder, without symbolic links. */
  readonly top: string;
  /** The folder of the repository that `top` stands for. */
  readonly repository: string;
  /** The folder that was taken, in the temporary folder: references may not leave it. */
  readonly root: string;
  readonly name: string;
  readonly remove: () => void;
}

interface Entry {
  readonly oid: string;
  readonly path: string;
  readonly size: number;
}

/** Limits on what is taken from a revision: as many files and bytes as documents have, and more. */
const mostFiles = 2_000;
const mostBytes = 100_000_000;
const mostBytesOfFile = 10_000_000;

/** Parses `git:<revision>:<path>`; nothing for any other argument. */
export function parseRevision(
  given: string,
): { readonly revision: string; readonly path: string } | undefined {
  const [, revision, path] = /^git:([^:]*):(.*)$/s.exec(given) ?? [];
  if (revision === undefined || path === undefined) {
    if (!given.startsWith('git:')) return undefined;
    throw new UsageError(
      `${given} names no path.`,
      'Write git:<revision>:<path>, e.g. git:main:specs',
    );
  }
  // A revision is an argument of git, which would take it for an option.
  if (/^$|^-|[\0-\x20\x7f]/.test(revision)) {
    throw new UsageError(
      `The revision of ${given} is none.`,
      'Name a branch, a tag or a commit, e.g. git:main:specs',
    );
  }
  return { revision, path: path === '' ? '.' : path };
}

/**
 * Takes the YAML and JSON files of a revision out of the repository that contains the working folder. Only git
 * reads it: no filters, hooks or transports run, since objects are printed as they are stored.
 */
export async function takeRevision(
  { revision, path, root }: { revision: string; path: string; root?: string | undefined },
  cwd: string,
): Promise<Revision> {
  const top = (await git(['rev-parse', '--show-toplevel'], cwd, 'The working folder')).trim();
  const repository = await realpath(top);
  const inRepository = (given: string): string => {
    const whole = resolve(cwd, given);
    if (isInside(repository, whole)) return relative(repository, whole).split(sep).join('/');
    throw new UsageError(
      `${given} is outside the repository ${repository}.`,
      'Pass a path within it.',
    );
  };
  const wanted = inRepository(path);
  const commit = await commitOf(revision, cwd);
  const start = root === undefined ? startOf(wanted) : inRepository(root);
  const entries = await entriesOf(commit, start, cwd);
  const found = entries.some(
    (each) => wanted === '' || each.path === wanted || each.path.startsWith(`${wanted}/`),
  );
  if (!found) {
    throw new UsageError(
      `${revision} has no documents at ${path}`,
      'Check the path, which is relative to the working folder.',
    );
  }
  return write(entries, { wanted, start, repository, name: revision, cwd });
}

async function commitOf(revision: string, cwd: string): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  return (await git(args, cwd, `The revision ${revision}`)).trim();
}

/** Returns the folder to take: the folder of a document, or the one above if each document has its own. */
function startOf(wanted: string): string {
  if (!/\.(?:ya?ml|json)$/i.test(wanted)) return wanted;
  const folder = dirname(wanted);
  const start = isNamedByFolder(wanted) ? dirname(folder) : folder;
  return start === '.' ? '' : start;
}

async function entriesOf(commit: string, folder: string, cwd: string): Promise<readonly Entry[]> {
  const args = ['--literal-pathspecs', 'ls-tree', '-r', '-l', '-z', '--full-tree', commit];
  const listing = await git(
    [...args, ...(folder === '' ? [] : ['--', folder])],
    cwd,
    `${folder} of ${commit}`,
  );
  const entries = listing.split('\0').flatMap((line): readonly Entry[] => {
    // A symbolic link has another mode; it could lead out of the temporary folder.
    const [, oid = '', size = '', path = ''] =
      /^100\d{3} blob ([0-9a-f]{40,64}) +(\d+)\t(.*)$/s.exec(line) ?? [];
    const isWanted = /\.(?:ya?ml|json)$/i.test(path) && Number(size) <= mostBytesOfFile;
    return isWanted && !path.split('/').includes('..') ? [{ oid, path, size: Number(size) }] : [];
  });
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  if (entries.length <= mostFiles && bytes <= mostBytes) return entries;
  throw new UsageError(
    `${folder === '' ? 'The repository' : folder} has more YAML and JSON files than diff takes from a revision.`,
    `Pass a folder with at most ${mostFiles} of them, or a document.`,
  );
}

interface Taken {
  readonly start: string;
  readonly wanted: string;
  readonly repository: string;
  readonly name: string;
  readonly cwd: string;
}

async function write(entries: readonly Entry[], taken: Taken): Promise<Revision> {
  const top = await realpath(mkdtempSync(join(tmpdir(), 'asyncapi-bindgen-')));
  const clean = (): void => rmSync(top, { recursive: true, force: true });
  const forget = cleanUpOnSignal(clean);
  const remove = (): void => {
    forget();
    clean();
  };
  try {
    const contents = await contentsOf(entries, taken.cwd);
    for (const [index, { path }] of entries.entries()) {
      const file = join(top, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, contents[index] ?? '');
    }
    const { wanted, start, repository, name } = taken;
    return { top, repository, name, remove, path: join(top, wanted), root: join(top, start) };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Returns the contents of objects, which `git cat-file --batch` prints one after another. */
async function contentsOf(entries: readonly Entry[], cwd: string): Promise<readonly Buffer[]> {
  const child = spawn('git', ['cat-file', '--batch'], {
    cwd,
    env: environment(),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => void chunks.push(chunk));
  child.stdin.end(entries.map(({ oid }) => `${oid}\n`).join(''));
  await once(child, 'close');
  const all = Buffer.concat(chunks);
  let at = 0;
  return entries.map(({ size }) => {
    const start = all.indexOf('\n', at) + 1;
    at = start + size + 1;
    return all.subarray(start, start + size);
  });
}

const run = promisify(execFile);

async function git(args: readonly string[], cwd: string, subject: string): Promise<string> {
  try {
    const { stdout } = await run('git', args, { cwd, env: environment(), maxBuffer: mostBytes });
    return stdout;
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') {
      throw new UsageError('git is not installed.', 'Install git, or pass two files or folders.');
    }
    throw new UsageError(
      `${subject} is not known to git.`,
      'Check the name, and run diff within the repository.',
    );
  }
}

/** Git asks no questions, fetches nothing, and takes no locks. */
function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
  };
}
