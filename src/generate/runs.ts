import { portablePath } from '../system/portable-path.js';
import type { Manifest } from '../write/manifest.js';
import type { ApiBindings } from './document-bindings.js';

/** The documents of a run, and the manifest of the run before. */
export interface Runs {
  /** The absolute path of the output folder. */
  readonly out: string;
  readonly manifest: Manifest;
  readonly apis: readonly ApiBindings[];
}

/** Returns the documents with the path and the hash that the manifest has. */
export function unchangedIn({ out, manifest, apis }: Runs): readonly ApiBindings[] {
  return apis.filter(({ spec, hash }) => manifest.documents.get(portablePath(out, spec)) === hash);
}
