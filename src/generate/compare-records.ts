import { isAbsolute } from 'node:path';
import type { Json } from '../json/json.js';
import { createMemoryLoader, type Load } from '../loader.js';
import { compareDocuments, type ComparedDocument, type DocumentPair } from './compare.js';
import type { InspectOptions } from './options.js';

/** The data of the files of documents, by absolute path or URL. */
export type RecordedFiles = ReadonlyMap<string, Json>;

/** The files of both versions. */
export interface RecordedVersions {
  readonly old: RecordedFiles;
  readonly new: RecordedFiles;
}

/**
 * Compares two versions of a document in memory. Returns nothing if the old one can no longer be read, which happens
 * if this version of the tool refuses more.
 */
export async function compareRecords(
  pair: DocumentPair,
  files: RecordedVersions,
  options: Pick<InspectOptions, 'side'>,
): Promise<ComparedDocument | undefined> {
  const loaders = { loader: loaderOf(files.new), oldLoader: loaderOf(files.old) };
  const { documents } = await compareDocuments([pair], { ...options, ...loaders });
  return documents[0];
}

function loaderOf(files: RecordedFiles): Load {
  const texts = [...files].map(([path, data]) => [path, JSON.stringify(data)] as const);
  const urls = [...files.keys()].filter((path) => !isAbsolute(path) && URL.canParse(path));
  const load = createMemoryLoader(new Map(texts));
  const allowRef = urls.map((url) => new URL(url).origin);
  return (file, options) => load(file, { ...options, allowRef });
}
