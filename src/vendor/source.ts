import { join, relative, resolve } from 'node:path';
import { diskAccess, type FileAccess } from '../load/file-access.js';
import { limits } from '../load/limits.js';
import { createFetchText, type FetchText } from '../load/remote/fetch-text.js';
import type { FileText, Refusal } from '../load/source/read-text.js';
import { isNeverRoot } from '../system/never-root.js';
import { portablePath } from '../system/portable-path.js';
import { hasScheme } from '../system/url-scheme.js';
import { isInside } from '../system/real-path.js';
import type { Origin } from './lock.js';
import { specFault } from './spec-path.js';

export type { Refusal };

/** Where documents are read from, to be copied into a project. References must not leave it. */
export interface Source {
  /** The folder that all files seem to be in. */
  readonly folder: string;
  /** The real path of the folder; absent for a URL. */
  readonly disk?: string;
  readonly access: FileAccess;
  /** The files that were read, by POSIX path relative to the folder. */
  readonly texts: ReadonlyMap<string, string>;
  /** Returns the path or the URL of a file, as a place in it is shown. */
  readonly shown: (path: string) => string;
}

/** What a source is opened for. */
export interface SourceOptions {
  /** The folder of the lock file. */
  readonly project: string;
  /** The folder that the documents are for, relative to the project. */
  readonly folder: string;
  /** Further origins that a URL may redirect to. */
  readonly allowRef?: readonly string[] | undefined;
}

/** The time limit for all files of a URL, however many documents are fetched. */
const MOST_MS = 600_000;

/** Opens a source, whose name is valid. Nothing is read yet. */
export async function openSource(
  { source, documents = [] }: Origin,
  { project, folder, allowRef = [] }: SourceOptions,
): Promise<Source | Refusal> {
  if (hasScheme(source)) {
    const url = new URL(source);
    const origins = new Set([url.origin, ...allowRef.map((text) => new URL(text).origin)]);
    const remoteTotalMs = Math.min(limits.remoteTotalMs * documents.length, MOST_MS);
    const fetchText = createFetchText(origins, { time: { ...limits, remoteTotalMs } });
    return remoteSource(url, { folder, fetchText });
  }
  const real = await diskAccess.realPath(resolve(project, source), source);
  if (real.kind === 'refused') return real;
  return isNeverRoot(real.path) ? tooWide(source) : folderSource(real.path, folder);
}

function tooWide(source: string): Refusal {
  return {
    kind: 'refused',
    code: 'ROOT_TOO_WIDE',
    message: `The source "${source}" is the home folder or a whole disk.`,
    help: 'Name a folder that contains nothing but documents.',
  };
}

/**
 * Returns the path that a folder of documents seems to have while they are fetched: the name of an API may come from that
 * of the folder. No file is read there.
 */
function virtualPath(folder: string): string {
  return resolve('/fetched', folder);
}

/** Reads a folder of the disk. */
function folderSource(disk: string, folder: string): Source {
  const virtual = virtualPath(folder);
  const onDisk = (path: string): string => join(disk, relative(virtual, path));
  const access: FileReader = {
    locate: async (path, shown) => {
      const real = await diskAccess.realPath(onDisk(path), shown);
      return real.kind === 'path' && real.path === onDisk(path) ? { kind: 'path', path } : real;
    },
    read: (path, shown) => diskAccess.readText(onDisk(path), shown),
  };
  const shown = (path: string): string => (isInside(virtual, path) ? onDisk(path) : path);
  return { ...guarded(virtual, access), disk, shown };
}

interface Remote {
  readonly folder: string;
  readonly fetchText: FetchText;
}

/** Reads below a URL. */
function remoteSource(base: URL, { folder, fetchText }: Remote): Source {
  const virtual = virtualPath(folder);
  const urlOf = (path: string): URL => new URL(`./${portablePath(virtual, path)}`, base);
  const access: FileReader = {
    locate: (path) => Promise.resolve({ kind: 'path', path }),
    read: (path) => fetchText(urlOf(path)),
  };
  const shown = (path: string): string => (isInside(virtual, path) ? urlOf(path).href : path);
  return { ...guarded(virtual, access), shown };
}

/** How the files of a source are read. */
interface FileReader {
  readonly locate: FileAccess['realPath'];
  readonly read: FileAccess['readText'];
}

/**
 * Refuses files that may not be copied, before they are read. Reads each file once, however many documents refer to it,
 * so that what is checked, compared and written is the same.
 */
function guarded(
  folder: string,
  { locate, read }: FileReader,
): Pick<Source, 'folder' | 'access' | 'texts'> {
  const texts = new Map<string, string>();
  const known = new Map<string, Promise<FileText | Refusal>>();
  const access: FileAccess = {
    realPath: async (path, shown) => {
      const fault = isInside(folder, path) ? specFault(portablePath(folder, path)) : undefined;
      if (fault !== undefined) return unsuitable(shown, fault);
      const real = await locate(path, shown);
      return real.kind === 'path' && real.path !== path
        ? unsuitable(shown, 'it is or contains a symbolic link')
        : real;
    },
    readText: async (path, shown) => {
      const reading = known.get(path) ?? read(path, shown);
      known.set(path, reading);
      const text = await reading;
      if (text.kind === 'text') texts.set(portablePath(folder, path), text.text);
      return text;
    },
    findRoot: () => Promise.resolve({ kind: 'path', path: folder }),
    createFetchText,
  };
  return { folder, access, texts };
}

function unsuitable(shown: string, fault: string): Refusal {
  return {
    kind: 'refused',
    code: 'SPEC_FILE_REFUSED',
    message: `"${shown}" is not copied into the project: ${fault}.`,
    help: 'Copy the documents by hand, and adjust their references.',
  };
}

/** Returns the absolute path of a document of a source. */
export function pathIn({ folder }: Source, document: string): string {
  return join(folder, ...document.split('/'));
}
