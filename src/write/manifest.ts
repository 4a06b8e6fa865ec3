import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { visibleJson } from '../diagnostics/visible.js';
import { compactJson } from '../json/compact-json.js';
import type { Json } from '../json/json.js';
import { isRecord } from '../system/record.js';
import { look } from './disk-entry.js';
import type { Ledger } from './ledger.js';
import { isHash, isTooLarge, LARGEST_LEDGER_MIB, parseJson, sortEntries } from './ledger-json.js';
import { findNameFault } from './output-name.js';
import { problem, shown } from './problem.js';

export const MANIFEST_NAME = '.asyncapi-bindgen.json';
const VERSION = 1;

/** The largest number of documents, and of files, in a manifest. */
const MOST_ENTRIES = 20_000;
/** The largest record, in bytes. Without a record, nobody is told what a new version of a document changes. */
const LARGEST_RECORD = 4_000_000;
/** How the text of an object ends. */
const END = '\n}';
/** The levels of nesting of a record: those that a file may have, and more. */
const RECORD_LEVELS = 256;
/** The longest path on Linux. */
const LONGEST_PATH = 4096;

/** Options by their name on the command line, e.g. `only`. Defaults are left out. */
export type ManifestOptions = Readonly<Record<string, string | readonly string[]>>;

/** The content of an output folder, and what it was generated from. */
export interface Manifest {
  readonly options: ManifestOptions;
  /** By POSIX path relative to the output folder, the SHA-256 of the document's closure. */
  readonly documents: ReadonlyMap<string, string>;
  /** By POSIX path relative to the output folder, the SHA-256 as `hashText` makes it. */
  readonly files: ReadonlyMap<string, string>;
  /**
   * What the documents said, without prose: the data of their files, by POSIX path relative to the output folder, or
   * by URL. Empty if it would be too large.
   */
  readonly record: ReadonlyMap<string, Json>;
}

export type ManifestReading =
  | { readonly kind: 'absent' }
  | { readonly kind: 'found'; readonly manifest: Manifest }
  | { readonly kind: 'broken'; readonly diagnostic: Diagnostic };

/** Reads the manifest of an output folder, if it exists. */
export function readManifest(folder: string): ManifestReading {
  const entry = look(folder, MANIFEST_NAME, LARGEST_LEDGER_MIB);
  if (entry.kind === 'absent') return entry;
  const parsed = entry.kind === 'file' ? parseManifest(entry.text) : `it is ${entry.what}`;
  if (typeof parsed !== 'string') return { kind: 'found', manifest: parsed };
  return { kind: 'broken', diagnostic: describeBroken(folder, parsed) };
}

/** Returns the ledger of an output folder, whose new manifest has this text. */
export function manifestLedger(text: string): Ledger {
  return {
    name: MANIFEST_NAME,
    textFor: () => text,
    read: (folder) => {
      const reading = readManifest(folder);
      if (reading.kind !== 'found') return reading;
      const { manifest } = reading;
      return { kind: 'found', files: manifest.files, text: serialiseManifest(manifest) };
    },
    filesIn: (written) => {
      const manifest = parseManifest(written);
      const files = typeof manifest === 'string' ? new Map<string, string>() : manifest.files;
      return { files, hasOthers: false };
    },
  };
}

/** Returns a manifest as JSON with sorted keys, without times, versions and absolute paths. */
export function serialiseManifest({ options, documents, files, record }: Manifest): string {
  const head = {
    manifestVersion: VERSION,
    options: sortEntries(Object.entries(options)),
    documents: sortEntries(documents),
    files: sortEntries(files),
  };
  const text = visibleJson(JSON.stringify(head, null, 2));
  const recorded = visibleJson(compactJson(sortEntries(record), '  '));
  if (record.size === 0 || Buffer.byteLength(recorded) > LARGEST_RECORD) return `${text}\n`;
  return `${text.slice(0, -END.length)},\n  "record": ${recorded}${END}\n`;
}

/** Parses a manifest; returns a description of the problem if it is not valid. */
export function parseManifest(text: string): Manifest | string {
  const data = parseJson(text);
  if (!isRecord(data)) return 'it is not a JSON object';
  if (data['manifestVersion'] !== VERSION) return `its "manifestVersion" is not ${String(VERSION)}`;
  const { options, documents, files, record = {} } = data;
  if (!isOptions(options)) return 'its "options" are not texts or lists of texts';
  if (!isHashes(documents)) return 'its "documents" are not a list of SHA-256 hashes by path';
  if (!isHashes(files)) return 'its "files" are not a list of SHA-256 hashes by path';
  if (!isData(record)) return 'its "record" is not a list of data by path';
  for (const [name, paths] of Object.entries({ documents, files, record })) {
    if (Object.keys(paths).length > MOST_ENTRIES)
      return `its "${name}" are more than ${MOST_ENTRIES}`;
  }
  const named = [...Object.keys(documents), ...Object.keys(record)];
  if (!named.every(isPath)) return 'its "documents" or its "record" have an invalid path';
  if (Object.keys(files).some((path) => findNameFault(path) !== undefined))
    return 'its "files" hold a path we never write';
  return {
    options,
    documents: new Map(Object.entries(documents)),
    files: new Map(Object.entries(files)),
    record: new Map(Object.entries(record)),
  };
}

/** Returns the findings of a new manifest that later runs would refuse to read. */
export function checkManifest(folder: string, text: string): readonly Diagnostic[] {
  const fault = isTooLarge(text)
    ? `it would have more than ${LARGEST_LEDGER_MIB} MiB`
    : parseManifest(text);
  if (typeof fault !== 'string') return [];
  const message = `${shown(folder)} would hold too much for one manifest: ${fault}.`;
  const help = 'Generate into several folders, with some of the documents each.';
  return [problem({ code: 'MANIFEST_LIMIT', message, help })];
}

function describeBroken(folder: string, fault: string): Diagnostic {
  const path = shown(join(folder, MANIFEST_NAME));
  return problem({
    code: 'MANIFEST_INVALID',
    message: `The manifest ${path} cannot be used: ${fault}. It says which files are ours.`,
    help: `Restore it from version control, or remove ${shown(folder)} and generate again.`,
  });
}

function isHashes(value: unknown): value is Readonly<Record<string, string>> {
  return isRecord(value) && Object.values(value).every(isHash);
}

/** Whether parsed JSON is an object, and not nested too deeply for functions that follow it. */
function isData(value: unknown): value is Readonly<Record<string, Json>> {
  return isRecord(value) && hasAtMostLevels(value, RECORD_LEVELS);
}

function hasAtMostLevels(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((below) => hasAtMostLevels(below, levels - 1));
}

function isPath(path: string): boolean {
  return path.length <= LONGEST_PATH && !path.includes('\0');
}

function isOptions(value: unknown): value is ManifestOptions {
  return isRecord(value) && Object.values(value).every((option) => isTexts([option].flat()));
}

function isTexts(values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'string');
}
