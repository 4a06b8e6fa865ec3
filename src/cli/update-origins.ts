import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isNamedByFolder } from '../system/named-by-folder.js';
import { portablePath } from '../system/portable-path.js';
import { isInside } from '../system/real-path.js';
import { LOCK_NAME, type Lock, type Origin } from '../vendor/lock.js';
import { isRemote, urlFault } from '../vendor/source-name.js';
import { folderFault, specFault } from '../vendor/spec-path.js';
import { UsageError } from './usage-error.js';

/** Returns where the documents of each folder come from: of those given, or of all in the lock file. */
export function originsOf(
  folders: readonly string[],
  from: readonly string[],
  { lock, cwd }: { readonly lock: Lock; readonly cwd: string },
): ReadonlyMap<string, Origin> {
  const names = folders.map((folder) => nameOf(folder, cwd));
  const [first] = names;
  if (from.length > 0) {
    if (first === undefined || names.length > 1) {
      throw new UsageError(
        `The option --from is for one folder, but there are ${names.length}.`,
        'Name the folder for the documents, e.g. update specs/weather --from https://example.com/weather.yaml',
      );
    }
    return new Map([[first, originFrom(from, first, cwd)]]);
  }
  if (lock.size === 0) {
    throw new UsageError(
      `There is no ${LOCK_NAME} in the working folder, so nothing says where documents come from.`,
      'Name a folder and a source, e.g. update specs/weather --from https://example.com/weather.yaml',
    );
  }
  return new Map((first === undefined ? [...lock.keys()] : names).map((name) => find(name, lock)));
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

function originFrom(from: readonly string[], folder: string, cwd: string): Origin {
  if (from.every(isRemote)) return remoteOrigin(from);
  const paths = from.filter((each) => !isRemote(each)).map((each) => resolve(cwd, each));
  const [first = ''] = paths;
  if (paths.length < from.length) throw mixed();
  const target = resolve(cwd, folder);
  const isAround = isFolder(first) && isInside(first, target);
  if (isAround || paths.some((path) => isInside(target, path))) {
    throw new UsageError(
      `${folder} cannot be copied from itself.`,
      'Name another folder with --from, e.g. of the checkout of another repository.',
    );
  }
  if (paths.length > 1 && paths.some(isFolder)) throw mixed();
  const source = isFolder(first) ? first : commonFolder(paths.map(startOf));
  const documents = source === first ? [] : paths.map((path) => portablePath(source, path));
  documents.forEach((document) => assertDocument(document, { source, cwd }));
  return {
    source: portablePath(cwd, source),
    ...(documents.length > 0 && { documents }),
  };
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
  const origins = new Set(parsed.map(({ origin }) => origin));
  const [origin = ''] = origins;
  if (origins.size > 1) throw mixed();
  const base = commonFolder(parsed.map(({ pathname }) => startOf(pathname)));
  const documents = parsed.map(({ pathname }) => portablePath(base, pathname));
  const folderUrl = urls.find((_, index) => specFault(documents[index] ?? '') !== undefined);
  if (folderUrl !== undefined) {
    throw new UsageError(
      `${folderUrl} is not the URL of a YAML or JSON file.`,
      'Name each document by its own URL, since a folder cannot be listed over https. The option may be repeated.',
    );
  }
  return { source: `${origin}${base === '/' ? '' : base}/`, documents };
}

/** Returns the folder that a document and the files that it refers to usually lie in. */
function startOf(document: string): string {
  const folder = dirname(document);
  return isNamedByFolder(document) ? dirname(folder) : folder;
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
    'A folder has one source: a folder, or documents of one folder or one server.',
    'Name a folder for each source, and run update for each.',
  );
}
