import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { byCodePoint } from '../system/code-point-order.js';
import { hasScheme } from '../system/url-scheme.js';
import { isRecord } from '../system/record.js';
import { look } from '../write/disk-entry.js';
import type { Ledger, LedgerReading } from '../write/ledger.js';
import {
  isHash,
  isTooLarge,
  LARGEST_LEDGER_MIB,
  parseJson,
  sortEntries,
} from '../write/ledger-json.js';
import { problem, shown } from '../write/problem.js';
import { folderFault, specFault } from './spec-path.js';
import { sourceFault } from './source-name.js';

export const LOCK_NAME = 'asyncapi-bindgen.lock.json';
const VERSION = 1;
const MOST_FOLDERS = 1_000;
const MOST_DOCUMENTS = 1_000;
const MOST_FILES = 20_000;

/** Where the documents of a folder come from. */
export interface Origin {
  /** A URL that ends with a slash, or a POSIX path relative to the folder of the lock file. */
  readonly source: string;
  /** The documents, as POSIX paths relative to the source; absent for all documents that a folder has. */
  readonly documents?: readonly string[];
}

/** Where the documents of a folder come from, and what was fetched from there. */
export interface LockedFolder extends Origin {
  /** By POSIX path relative to the folder, the SHA-256 as `hashText` makes it. */
  readonly files: ReadonlyMap<string, string>;
}

/** The folders of a project whose documents come from elsewhere, by POSIX path relative to the lock file. */
export type Lock = ReadonlyMap<string, LockedFolder>;

export type LockReading =
  | { readonly kind: 'absent' }
  | { readonly kind: 'found'; readonly lock: Lock }
  | { readonly kind: 'broken'; readonly diagnostic: Diagnostic };

/** Reads the lock file of a folder, if it exists. */
export function readLock(folder: string): LockReading {
  const entry = look(folder, LOCK_NAME, LARGEST_LEDGER_MIB);
  if (entry.kind === 'absent') return entry;
  const parsed = entry.kind === 'file' ? parseLock(entry.text) : `it is ${entry.what}`;
  return typeof parsed === 'string'
    ? { kind: 'broken', diagnostic: describeBroken(folder, parsed) }
    : { kind: 'found', lock: parsed };
}

/** Returns the ledger of a project whose lock file has these folders from now on. Others are left alone. */
export function lockLedger(entries: Lock): Ledger {
  const filesOf = (whole: Lock): ReadonlyMap<string, string> => filesIn(whole, entries);
  return {
    name: LOCK_NAME,
    textFor: (folder) => {
      const reading = readLock(folder);
      const others = reading.kind === 'found' ? reading.lock : [];
      return serialiseLock(new Map([...others, ...entries]));
    },
    read: (folder): LedgerReading => {
      const reading = readLock(folder);
      if (reading.kind !== 'found') return reading;
      return { kind: 'found', files: filesOf(reading.lock), text: serialiseLock(reading.lock) };
    },
    filesIn: (text) => {
      const parsed = parseLock(text);
      if (typeof parsed === 'string') return { files: new Map<string, string>(), hasOthers: false };
      const hasOthers = [...parsed.keys()].some((folder) => !entries.has(folder));
      return { files: filesOf(parsed), hasOthers };
    },
  };
}

function filesIn(lock: Lock, folders: Lock): ReadonlyMap<string, string> {
  const files = [...lock]
    .filter(([folder]) => folders.has(folder))
    .flatMap(([folder, entry]) =>
      [...entry.files].map(([path, hash]) => [`${folder}/${path}`, hash] as const),
    );
  return new Map(files);
}

/** Returns the finding about a new lock file that later runs would refuse to read. */
export function checkLock(text: string): Diagnostic | undefined {
  const fault = isTooLarge(text)
    ? `it would have more than ${LARGEST_LEDGER_MIB} MiB`
    : parseLock(text);
  if (typeof fault !== 'string') return undefined;
  return problem({
    code: 'LOCK_INVALID',
    message: `The lock file ${LOCK_NAME} would not be valid: ${fault}.`,
    help: 'Fetch fewer documents, or give them another folder or source.',
  });
}

function serialiseLock(lock: Lock): string {
  const specs = sortEntries(
    [...lock].map(([folder, { source, documents, files }]) => [
      folder,
      { source, ...(documents && { documents }), files: sortEntries(files) },
    ]),
  );
  return `${JSON.stringify({ lockVersion: VERSION, specs }, null, 2)}\n`;
}

/** Parses a lock file; returns a description of the problem if it is not valid. */
function parseLock(text: string): Lock | string {
  const data = parseJson(text);
  if (!isRecord(data)) return 'it is not a JSON object';
  if (data['lockVersion'] !== VERSION) return `its "lockVersion" is not ${VERSION}`;
  const { specs } = data;
  if (!isRecord(specs)) return 'its "specs" is not an object';
  const entries = Object.entries(specs);
  if (entries.length > MOST_FOLDERS) return `its "specs" has more than ${MOST_FOLDERS} folders`;
  const lock = new Map<string, LockedFolder>();
  for (const [folder, value] of entries) {
    const fault = folderFault(folder);
    if (fault !== undefined) return `the folder ${JSON.stringify(folder)} is refused: ${fault}`;
    const entry = parseEntry(value);
    if (typeof entry === 'string') return `of ${JSON.stringify(folder)}, ${entry}`;
    lock.set(folder, entry);
  }
  const nested = findNested([...lock.keys()]);
  return nested === undefined ? lock : `the folder ${nested} contains another one`;
}

/** Returns a folder that contains another one; nothing if none does. */
export function findNested(folders: readonly string[]): string | undefined {
  const sorted = [...folders].sort(byCodePoint);
  return sorted.find((folder, index) =>
    sorted.slice(index + 1).some((other) => other.startsWith(`${folder}/`)),
  );
}

function parseEntry(value: unknown): LockedFolder | string {
  if (!isRecord(value)) return 'the value is not an object';
  const { source, documents, files = {} } = value;
  if (typeof source !== 'string') return 'the "source" is not a string';
  const fault = sourceFault(source);
  if (fault !== undefined) return `the "source" is refused: ${fault}`;
  if (documents !== undefined && !isPaths(documents)) {
    return '"documents" is not a list of paths of YAML or JSON files below the source';
  }
  if (documents === undefined && hasScheme(source)) {
    return '"documents" is missing: a folder cannot be listed over https';
  }
  if (!isHashes(files)) {
    return '"files" does not have the SHA-256 of YAML or JSON files by their path';
  }
  return {
    source,
    ...(documents && { documents }),
    files: new Map(Object.entries(files)),
  };
}

function isPaths(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MOST_DOCUMENTS &&
    value.every(isSpecPath)
  );
}

function isHashes(value: unknown): value is Readonly<Record<string, string>> {
  if (!isRecord(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= MOST_FILES &&
    entries.every(([path, hash]) => isSpecPath(path) && isHash(hash))
  );
}

function isSpecPath(path: unknown): boolean {
  return typeof path === 'string' && specFault(path) === undefined;
}

function describeBroken(folder: string, fault: string): Diagnostic {
  return problem({
    code: 'LOCK_INVALID',
    message: `The lock file ${shown(join(folder, LOCK_NAME))} cannot be used: ${fault}.`,
    help: 'Correct it, or restore it from version control. After a merge, take this file and the fetched ones from one side, and run update.',
  });
}
