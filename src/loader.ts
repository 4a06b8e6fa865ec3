import { createConformanceCheck } from './conformance/conformance.js';
import type { Diagnostic } from './diagnostics/diagnostic.js';
import { sortDiagnostics } from './diagnostics/sort.js';
import { settle } from './diagnostics/tolerance.js';
import { withoutContent } from './diagnostics/withheld.js';
import type { JsonObject } from './json/json.js';
import type { LoadedDocument, Location } from './load/document.js';
import { loadFiles, type LoadedFiles, type LoadOptions } from './load/load.js';
import type { Target } from './load/references/target.js';

export type { LoadOptions };

/** The result of loading: `document` is present if and only if no diagnostic is an error. */
export interface Loaded {
  readonly document?: LoadedDocument;
  /** Sorted by position. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads a document, as `load` does. */
export type Load = (file: string, options?: LoadOptions) => Promise<Loaded>;

/** Creates a `load` function that reuses its parser, so that several documents load faster. */
export function createLoader(): Load {
  const checkConformance = createConformanceCheck();
  return async (file, options = {}) => {
    const loaded = await loadFiles(file, options);
    const found = 'findings' in loaded ? loaded.findings : await checkConformance(loaded);
    const diagnostics = sortDiagnostics(settle(found.map(withoutContent), options));
    const failed = diagnostics.some(({ severity }) => severity === 'error');
    return 'findings' in loaded || failed
      ? { diagnostics }
      : { document: documentOf(loaded), diagnostics };
  };
}

/** Reads a document and the files it refers to, and checks them. Mistakes become diagnostics. */
export async function load(file: string, options: LoadOptions = {}): Promise<Loaded> {
  return createLoader()(file, options);
}

function documentOf({ closure, version }: LoadedFiles): LoadedDocument {
  const { main, files, links, ends } = closure;
  const linkOf = (reference: JsonObject) => locationOf(links.get(reference)?.actual);
  const endOf = (reference: JsonObject) => locationOf(ends.get(reference));
  return { main, files, version, linkOf, endOf };
}

function locationOf(target: Target | undefined): Location | undefined {
  return target === undefined ? undefined : { file: target.file.path, pointer: target.pointer };
}
