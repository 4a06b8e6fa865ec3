import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { FileAccess } from '../load/file-access.js';
import { createLoader, createLoaderOn } from '../loader.js';
import { apiNameOf } from '../plan/names/api-name.js';
import { compareEach, pairDocuments } from './compare.js';
import { planAll } from './documents.js';
import type { InspectOptions } from './options.js';

/** The documents on the disk, and the folder that they lie in. */
export interface FormerDocuments {
  readonly specs: readonly string[];
  readonly root: string;
}

type Options = Omit<InspectOptions, 'loader' | 'root'>;

/** Documents that are not on the disk yet. */
export interface FetchedDocuments {
  /** Reads the documents and the files that they refer to, and returns the findings of `inspect`. */
  readonly check: (options: Options) => Promise<readonly Diagnostic[]>;
  /** Compares the documents, which have no errors, with those on the disk, by the names of their APIs. */
  readonly compareWith: (old: FormerDocuments, options: Options) => ReturnType<typeof compareEach>;
}

/** Opens documents by paths that the access knows. */
export function openFetched(specs: readonly string[], access: FileAccess): FetchedDocuments {
  const loader = createLoaderOn(access);
  return {
    check: async (options) => (await planAll(specs, { ...options, loader })).diagnostics,
    compareWith: (old, options) => {
      const { pairs } = pairDocuments(
        { isFolder: true, specs: old.specs },
        { isFolder: true, specs },
      );
      const loaders = { loader, oldLoader: createLoader() };
      return compareEach(pairs, { ...options, ...loaders, oldRoot: old.root });
    },
  };
}

/** Returns the document of the API that a former document described, if there is one. */
export function findSuccessor(former: string, specs: readonly string[]): string | undefined {
  return specs.find((spec) => apiNameOf(spec) === apiNameOf(former));
}
