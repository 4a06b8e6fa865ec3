import { join } from 'node:path';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import type { LoadedDocument } from '../../src/load/document.js';
import type { Loaded, LoadOptions } from '../../src/loader.js';
import { loader } from '../support/loader.js';
import { specFolder } from './spec-folder.js';

/** Loads the first of the files, written into a new folder. Strict, unless the options say otherwise. */
export async function loadFiles(
  files: Readonly<Record<string, string>>,
  options: LoadOptions = {},
): Promise<Loaded & { readonly folder: string }> {
  const folder = await specFolder(files);
  const first = Object.keys(files)[0] ?? '';
  return { ...(await loader(join(folder, first), { strict: true, ...options })), folder };
}

export async function loadText(text: string): Promise<Loaded & { readonly folder: string }> {
  return loadFiles({ 'a.yaml': text });
}

/** Code and position of each finding, e.g. `REF_NOT_FOUND 3:5`. */
export function brief({ diagnostics }: Loaded): readonly string[] {
  return diagnostics.map(({ code, place }) =>
    place === undefined ? code : `${code} ${place.line}:${place.column}`,
  );
}

export function only({ diagnostics }: Loaded): Diagnostic {
  const [first, ...others] = diagnostics;
  if (first === undefined || others.length > 0) {
    throw new Error(`One finding was expected: ${JSON.stringify(diagnostics)}`);
  }
  return first;
}

export function documentOf({ document, diagnostics }: Loaded): LoadedDocument {
  if (document === undefined) throw new Error(JSON.stringify(diagnostics, null, 2));
  return document;
}
