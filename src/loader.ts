import { createConformanceCheck, type CheckConformance } from './conformance/conformance.js';
import type { Diagnostic } from './diagnostics/diagnostic.js';
import { hasErrors } from './diagnostics/errors.js';
import { sortDiagnostics } from './diagnostics/sort.js';
import { settle, withoutAssumption } from './diagnostics/tolerance.js';
import { withoutContent } from './diagnostics/withheld.js';
import type { Json, JsonObject } from './json/json.js';
import type { LoadedDocument, Location } from './load/document.js';
import { diskAccess, memoryAccess, type FileAccess } from './load/file-access.js';
import { loadFiles, type LoadedFiles, type LoadOptions, type Reading } from './load/load.js';
import type { Target } from './load/references/target.js';
import { createParser } from './load/source/parser.js';

export type { LoadOptions };

/** The result of loading: `document` is present if and only if no diagnostic is an error. */
export interface Loaded {
  readonly document?: LoadedDocument;
  /** Sorted by position. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads a document, as `load` does. */
export type Load = (file: string, options?: LoadOptions) => Promise<Loaded>;

/** Creates a `load` function that reuses its parsers and the files parsed last, so that several documents load faster. */
export function createLoader(): Load {
  return loaderOf({ access: diskAccess, parse: createParser() });
}

/** Creates a `load` function for data in memory, by absolute path or URL of its file. */
export function createMemoryLoader(files: ReadonlyMap<string, Json>): Load {
  return createLoaderOn(memoryAccess(files));
}

/** Creates a `load` function for files that are read in another way than from the disk. */
export function createLoaderOn(access: FileAccess): Load {
  return loaderOf({ access, parse: createParser() });
}

function loaderOf(reading: Reading): Load {
  const checks = { ...reading, check: createConformanceCheck() };
  return async (file, options = {}) => {
    const { loaded, findings } = await loadChecked(file, options, checks);
    const diagnostics = sortDiagnostics(settle(findings.map(withoutContent), options));
    const failed = hasErrors(diagnostics);
    return loaded === undefined || failed
      ? { diagnostics }
      : { document: documentOf(loaded), diagnostics };
  };
}

/** A document with what was found in it; without files if they cannot be read. */
interface Checked {
  readonly loaded?: LoadedFiles;
  readonly findings: readonly Diagnostic[];
}

/** What loads of several documents share. */
interface Checks extends Reading {
  readonly check: CheckConformance;
}

/** Loads and checks a document, a second time if strings in it stand for references. */
async function loadChecked(
  file: string,
  options: LoadOptions,
  { check, ...reading }: Checks,
): Promise<Checked> {
  const loaded = await loadFiles(file, options, reading);
  if ('findings' in loaded) return loaded;
  const { findings, references } = await check(loaded);
  if (references.size === 0) return { loaded, findings };
  const corrected = await loaded.withReferences(references);
  const strings = findings.filter(
    ({ code, assumption }) => code === 'REF_AS_STRING' && assumption !== undefined,
  );
  if ('findings' in corrected) return { findings: [...strings, ...corrected.findings] };
  const again = await check(corrected);
  // Strings that only the second check reaches are not corrected any more.
  const others =
    again.references.size === 0 ? again.findings : again.findings.map(withoutAssumption);
  return { loaded: corrected, findings: [...strings, ...others] };
}

/** Reads a document and the files it refers to, and checks them. Mistakes become diagnostics. */
export async function load(file: string, options: LoadOptions = {}): Promise<Loaded> {
  return createLoader()(file, options);
}

function documentOf({ closure, version }: LoadedFiles): LoadedDocument {
  const { main, files, opened, links, ends } = closure;
  const linkOf = (reference: JsonObject) => locationOf(links.get(reference)?.actual);
  const endOf = (reference: JsonObject) => locationOf(ends.get(reference));
  return { main, files, opened, version, linkOf, endOf };
}

function locationOf(target: Target | undefined): Location | undefined {
  return target === undefined ? undefined : { file: target.file.path, pointer: target.pointer };
}
