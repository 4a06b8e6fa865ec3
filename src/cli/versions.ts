import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import type { Place } from '../diagnostics/diagnostic.js';
import { byCodePoint } from '../system/code-point-order.js';
import { isInside } from '../system/real-path.js';
import { isRecord } from '../system/record.js';
import { isNeverRoot } from '../system/never-root.js';
import type { Io } from './io.js';
import { parseRevision, takeRevision, type Revision } from './revision.js';
import { expandSpecs } from './specs.js';
import { UsageError } from './usage-error.js';

/** One of the two versions that are given: a document, or a folder of documents. */
export interface GivenVersion {
  readonly isFolder: boolean;
  /** The absolute paths of the documents. */
  readonly specs: readonly string[];
  /** The folder that references must not leave, if it is not the usual one. */
  readonly root?: string;
  /** Returns a place as it is shown: of a revision, with its name instead of a temporary folder. */
  readonly shown: (place: Place) => Place;
  readonly close: () => void;
}

interface Given {
  readonly path: string;
  readonly root?: string | undefined;
}

/** Finds the documents of a version: a path, or `git:<revision>:<path>`. */
export async function openVersion(
  given: string,
  { cwd }: Pick<Io, 'cwd'>,
  root?: string,
): Promise<GivenVersion> {
  const parsed = parseRevision(given);
  if (parsed === undefined) {
    return {
      ...(await find({ path: given, root }, cwd)),
      shown: (place) => place,
      close: () => undefined,
    };
  }
  const revision = await takeRevision({ ...parsed, root }, cwd);
  try {
    const found = await find(revision, revision.top);
    return { ...found, shown: (place) => named(place, revision), close: revision.remove };
  } catch (error) {
    revision.remove();
    throw error;
  }
}

function named(place: Place, { top, name }: Revision): Place {
  if (!isInside(top, place.file)) return place;
  return { ...place, file: `git:${name}:${relative(top, place.file)}` };
}

async function find(
  { path, root }: Given,
  cwd: string,
): Promise<Pick<GivenVersion, 'isFolder' | 'specs' | 'root'>> {
  const whole = resolve(cwd, path);
  const stats = await stat(whole).catch(() => undefined);
  if (stats?.isDirectory() !== true) {
    const specs = await expandSpecs([path], { cwd, root });
    return { isFolder: false, specs, ...(root !== undefined && { root: resolve(cwd, root) }) };
  }
  const specs = await documentsIn(whole);
  if (specs.length === 0) {
    throw new UsageError(
      `${path} has no AsyncAPI documents.`,
      'Pass a folder of documents, or a document.',
    );
  }
  const top = root === undefined ? whole : resolve(cwd, root);
  return { isFolder: true, specs, ...(!isNeverRoot(top) && { root: top }) };
}

/** Returns the AsyncAPI documents in a folder, as absolute paths. Throws if a part of it cannot be read. */
export async function documentsIn(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const path of filesIn(folder)) if (await isDocument(path)) found.push(path);
  return found;
}

async function* filesIn(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => byCodePoint(a.name, b.name))) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    if (entry.isDirectory()) yield* filesIn(path);
    else if (entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name)) yield path;
  }
}

const MOST_BYTES = 10 * 1024 * 1024;

/** Whether a file has a field `asyncapi`: the others are parts of documents, or no documents at all. */
export async function isDocument(path: string): Promise<boolean> {
  const { size } = await stat(path);
  return size <= MOST_BYTES && hasAsyncapi(await readFile(path, 'utf8'));
}

/** Whether a text is of a document. Text that is no JSON is not parsed, since it may be anything. */
export function hasAsyncapi(text: string): boolean {
  if (!text.includes('asyncapi')) return false;
  try {
    const data: unknown = JSON.parse(text);
    return isRecord(data) && Object.hasOwn(data, 'asyncapi');
  } catch {
    return /^[ \t]*\{?[ \t]*["']?asyncapi["']?[ \t]*:/m.test(text);
  }
}

/** Refuses to compare a document with a folder, and several documents with a single one. */
export function assertAlike(old: GivenVersion, fresh: GivenVersion): void {
  if (old.isFolder !== fresh.isFolder) {
    throw new UsageError(
      'A document can only be compared with a document, and a folder with a folder.',
      'Pass two of a kind.',
    );
  }
  const many = [old, fresh].find((each) => !each.isFolder && each.specs.length > 1);
  if (many === undefined) return;
  const names = many.specs.map((spec) => basename(spec)).join(', ');
  throw new UsageError(
    `Each version has to be one document, not several: ${names}`,
    'Pass their folder instead.',
  );
}
