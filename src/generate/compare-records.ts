import type { Json } from '../json/json.js';
import { createMemoryLoader, type Load } from '../loader.js';
import { compareEach, type DocumentPair } from './compare.js';
import type { GenerateOptions } from './options.js';

/** The data of the files of documents, by absolute path or URL. */
export type RecordedFiles = ReadonlyMap<string, Json>;

/** The files of both versions. */
export interface RecordedVersions {
  readonly old: RecordedFiles;
  readonly new: RecordedFiles;
}

/**
 * Compares two versions of documents in memory. Yields `undefined` for a pair with a version that cannot be read: one
 * that is not there, or an old one that this version of the tool refuses.
 */
export function compareRecords(
  pairs: readonly DocumentPair[],
  files: RecordedVersions,
  options: Pick<GenerateOptions, 'side' | 'name'>,
): ReturnType<typeof compareEach> {
  const loaders = { loader: loaderOf(files.new), oldLoader: loaderOf(files.old) };
  return compareEach(pairs, { ...options, ...loaders });
}

function loaderOf(files: RecordedFiles): Load {
  const load = createMemoryLoader(files);
  const allowRef = [...files.keys()].filter(isUrl).map((url) => new URL(url).origin);
  return (file, options) => load(file, { ...options, allowRef });
}

/** Whether the name of a file in a record is a URL. */
export function isUrl(path: string): boolean {
  return /^https?:\/\//i.test(path) && URL.canParse(path);
}
