import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { FileAccess } from '../load/file-access.js';
import { createLoader, createLoaderOn } from '../loader.js';
import { apiNameOf } from '../plan/names/api-name.js';
import { compareEach, pairDocuments } from './compare.js';
import { planAll } from './documents.js';
import type { InspectOptions } from './options.js';

/** Documents that are not on the disk yet. */
export interface FetchedDocuments {
  /** Paths that the access knows. */
  readonly specs: readonly string[];
  readonly access: FileAccess;
}

/** The documents on the disk, and the folder that they lie in. */
export interface FormerDocuments {
  readonly specs: readonly string[];
  readonly root: string;
}

type Options = Omit<InspectOptions, 'loader' | 'root'>;

/** Reads fetched documents and the files that they refer to, and returns what `generate` would find in them. */
export async function checkFetched(
  { specs, access }: FetchedDocuments,
  options: Options,
): Promise<readonly Diagnostic[]> {
  const { diagnostics } = await planAll(specs, { ...options, loader: createLoaderOn(access) });
  return diagnostics;
}

/** Compares fetched documents, which have no errors, with those on the disk, by the names of their APIs. */
export function compareFetched(
  old: FormerDocuments,
  { specs, access }: FetchedDocuments,
  options: Options,
): ReturnType<typeof compareEach> {
  const { pairs } = pairDocuments({ isFolder: true, specs: old.specs }, { isFolder: true, specs });
  const loaders = { loader: createLoaderOn(access), oldLoader: createLoader() };
  return compareEach(pairs, { ...options, ...loaders, oldRoot: old.root });
}

/** Returns the document of the API that a former document described, if there is one. */
export function findSuccessor(former: string, specs: readonly string[]): string | undefined {
  return specs.find((spec) => apiNameOf(spec) === apiNameOf(former));
}
