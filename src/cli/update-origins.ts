import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { portablePath } from '../system/portable-path.js';
import { hasScheme } from '../system/url-scheme.js';
import { isInside } from '../system/real-path.js';
import { findNested, LOCK_NAME, type Lock, type Origin } from '../vendor/lock.js';
import { urlFault } from '../vendor/source-name.js';
import { folderFault, specFault } from '../vendor/spec-path.js';
import { UsageError } from './usage-error.js';

/** The lock file of the working folder. */
interface Project {
  /** Absent if there is no lock file. */
  readonly lock: Lock | undefined;
  readonly cwd: string;
}

/** Returns where the documents of each folder come from: of those given, or of all in the lock file. */
export function originsOf(
  folders: readonly string[],
  from: readonly string[],
  { lock, cwd }: Project,
): ReadonlyMap<string, Origin> {
  const names = folders.map((folder) => nameOf(folder, cwd));
  if (from.length > 0) return new Map([newOrigin(names, from, { lock, cwd })]);
  if (lock === undefined || lock.size === 0) {
    const state = lock === undefined ? `There is no ${LOCK_NAME}` : `${LOCK_NAME} has no folder`;
    throw new UsageError(
      `${state} in the working folder, so nothing says where documents come from.`,
      `Name a folder and a source: ${EXAMPLE}. If the file is in another folder, run the command there.`,
    );
  }
  return new Map((names.length === 0 ? [...lock.keys()] : names).map((name) => find(name, lock)));
}

const EXAMPLE = 'update specs/weather --from https://example.com/weather.yaml';

function newOrigin(
  [name, ...others]: readonly string[],
  from: readonly string[],
  { lock, cwd }: Project,
): readonly [string, Origin] {
  if (name === undefined || others.length > 0) {
    const reason = name === undefined ? 'says nothing without a folder' : 'is for one folder';
    throw new UsageError(
      `The option --from ${reason}.`,
      `Name the folder for the documents, e.g. ${EXAMPLE}`,
    );
  }
  if (findNested([...new Set([...(lock?.keys() ?? []), name])]) !== undefined) {
    throw new UsageError(
      `Documents cannot be copied into ${name}: it is in a folder of the lock file, or contains one.`,
      'Name a folder of their own.',
    );
  }
  return [name, originFrom(from, cwd)];
}

function find(name: string, lock: Lock): readonly [string, Origin] {
  const entry = lock.get(name);
  if (entry !== undefined) return [name, entry];
  throw new UsageError(
    `${LOCK_NAME} has no folder ${name}.`,
    `It has ${[...lock.keys()].join(', ')}. For another folder, add --from.`,
  );
}

function nameOf(folder: string, cwd: string): string {
  const name = portablePath(cwd, resolve(cwd, folder));
  const fault = folderFault(name);
  if (fault === undefined) return name;
  throw new UsageError(
    `Documents cannot be copied into ${folder}: ${name === '' || name.startsWith('..') ? 'it is not below the working folder' : fault}.`,
    'Name a folder of their own, e.g. specs/weather',
  );
}

/** Returns the origin that the values of `--from` name: a folder, documents, or documents within a folder. */
function originFrom(from: readonly string[], cwd: string): Origin {
  if (from.includes('')) throw new UsageError('The value of --from is empty.', `E.g. ${EXAMPLE}`);
  if (from.every(hasScheme)) return remoteOrigin(from);
  if (from.some(hasScheme)) throw mixed();
  const paths = from.map((each) => resolve(cwd, each));
  const folders = paths.filter(isFolder);
  const { source, documents } = split(
    folders,
    paths.filter((path) => !isFolder(path)),
  );
  documents.forEach((document) => assertDocument(document, { source, cwd }));
  return {
    source: portablePath(cwd, source) || '.',
    ...(documents.length > 0 && { documents }),
  };
}

/** Splits documents into the folder that their references must not leave, and their paths within it. */
function split(
  [given, ...others]: readonly string[],
  documents: readonly string[],
): { readonly source: string; readonly documents: readonly string[] } {
  const source = given ?? commonFolder(documents.map((each) => dirname(each)));
  if (others.length > 0 || !documents.every((each) => isInside(source, each))) throw mixed();
  return { source, documents: documents.map((each) => portablePath(source, each)) };
}

/** Throws unless a document is there, and has the name of one. */
function assertDocument(
  document: string,
  { source, cwd }: { readonly source: string; readonly cwd: string },
): void {
  const path = resolve(source, document);
  const shown = portablePath(cwd, path);
  if (!existsSync(path)) {
    throw new UsageError(`There is no ${shown}.`, `Check the path, which is relative to ${cwd}`);
  }
  const fault = specFault(document);
  if (fault === undefined) return;
  throw new UsageError(
    `${shown} cannot be copied: ${fault}.`,
    'Name a document, or a folder of documents.',
  );
}

function remoteOrigin(urls: readonly string[]): Origin {
  for (const url of urls) {
    const fault = urlFault(url);
    if (fault !== undefined) {
      throw new UsageError(
        `Documents cannot be fetched from ${isShowable(url) ? url : 'the given URL'}: ${fault}.`,
        'Name a document by its https URL, or a folder of a checkout.',
      );
    }
  }
  const parsed = urls.map((url) => new URL(url));
  const origin = parsed[0]?.origin ?? '';
  if (parsed.some((url) => url.origin !== origin)) throw mixed();
  const paths = parsed.map(({ pathname }) => pathname);
  const { source, documents } = split(
    paths.filter((path) => path.endsWith('/')),
    paths.filter((path) => !path.endsWith('/')),
  );
  const strange = documents.find((document) => specFault(document) !== undefined);
  if (documents.length === 0 || strange !== undefined) {
    throw new UsageError(
      `${origin}${strange === undefined ? source : `${source}/${strange}`} is not the URL of a YAML or JSON file.`,
      'Name each document by its own URL, since a folder cannot be listed over https. The option may be repeated.',
    );
  }
  return { source: `${origin}${source.replace(/\/$/, '')}/`, documents };
}

function commonFolder([first = '', ...others]: readonly string[]): string {
  return others.every((each) => isInside(first, each))
    ? first
    : commonFolder([dirname(first), ...others]);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Whether a URL can be shown: it has no credentials, and no query, which may have a token. */
function isShowable(url: string): boolean {
  return !/[@?#]/.test(url);
}

function mixed(): UsageError {
  return new UsageError(
    'A folder has one source: a folder, documents within one, or documents of one server.',
    'Name a folder for each source, and run update for each.',
  );
}
