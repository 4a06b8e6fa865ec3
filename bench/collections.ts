import { statSync } from 'node:fs';
import { join } from 'node:path';
import { findDocuments, workspacesOf } from '../test/corpus/find-documents.js';
import { root } from '../test/support/project.js';
import { sharedData } from '../test/support/shared-data.js';

/** Documents that are generated together. */
export interface Collection {
  readonly name: string;
  /** That references may not leave. */
  readonly folder: string;
  /** Absolute paths, the smallest first. */
  readonly documents: readonly string[];
}

/** The EVerest documents of each date, or, where they are not there, those that the project ships. */
export async function collections(): Promise<readonly Collection[]> {
  const { folder, isThere } = sharedData('everest-specs', 'EVEREST_SPECS');
  const source = isThere ? folder : join(root, 'specs');
  const found = workspacesOf(await findDocuments(source), source);
  return found.map(({ name, documents }) => ({
    name,
    folder: join(source, name),
    documents: documents.toSorted((a, b) => statSync(a).size - statSync(b).size),
  }));
}
