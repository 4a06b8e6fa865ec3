import { changesFrom } from '../diff/change.js';
import type { DocumentReport } from '../diff/reporters/document-report.js';
import type { ApiBindings } from '../generate/document-bindings.js';
import type { Manifest } from '../write/manifest.js';
import type { FailOnChange } from './diff-options.js';

/** What changed in the documents since the manifest was written. */
export interface Account {
  /** The documents that changed for users of the bindings. */
  readonly documents: readonly DocumentReport[];
  /** The names of documents whose former version is not known, or can no longer be read. */
  readonly unknown: readonly string[];
}

/** The account of documents that did not change. */
export const noAccount: Account = { documents: [], unknown: [] };

/** The documents of a run, and the manifest of the run before. */
export interface Runs {
  /** The absolute path of the output folder. */
  readonly out: string;
  readonly manifest: Manifest;
  readonly apis: readonly ApiBindings[];
}

/** Returns how many changes are at or above a level. What is not known may be. */
export function countFrom(
  least: FailOnChange['failOnChange'],
  { documents, unknown }: Account,
): number {
  const changes = documents.flatMap((document) => document.changes);
  return least === undefined ? 0 : changesFrom(least, changes).length + unknown.length;
}
