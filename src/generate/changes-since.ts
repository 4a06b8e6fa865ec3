import { resolve } from 'node:path';
import type { DocumentReport } from '../diff/reporters/document-report.js';
import { portablePath } from '../system/portable-path.js';
import { compareRecords, isUrl, type RecordedFiles } from './compare-records.js';
import { pairDocuments, type DocumentPair } from './compare.js';
import type { GenerateOptions } from './options.js';
import { mergedRecord } from './record.js';
import { unchangedIn, type Runs } from './runs.js';

/** What changed in the documents since the manifest was written. */
export interface Account {
  /** The documents that changed for users of the bindings. */
  readonly documents: readonly DocumentReport[];
  /** The names of documents whose former version is not known, or can no longer be read. */
  readonly unknown: readonly string[];
}

/** Returns what changed in the documents since the manifest was written. */
export async function changesSince(
  { out, manifest, apis }: Runs,
  options: Pick<GenerateOptions, 'side' | 'name'>,
): Promise<Account> {
  const old: RecordedFiles = new Map(
    [...manifest.record].map(([path, data]) => [isUrl(path) ? path : resolve(out, path), data]),
  );
  const files = { old, new: mergedRecord(apis.map(({ record }) => record)) };
  const documents: DocumentReport[] = [];
  const unknown: string[] = [];
  const pairs = changedDocuments({ out, manifest, apis });
  for await (const [pair, compared] of compareRecords(pairs, files, options)) {
    if (compared === undefined) {
      unknown.push(nameOf(pair, { out, apis }));
    } else if (compared.difference.changes.length > 0) {
      const { name, difference } = compared;
      documents.push({ name, ...pair, ...difference });
    }
  }
  return { documents, unknown };
}

/** Returns the name of the API, or the path of a document that is not given any more. */
function nameOf(
  { old = '', new: fresh }: DocumentPair,
  { out, apis }: Omit<Runs, 'manifest'>,
): string {
  return apis.find(({ spec }) => spec === fresh)?.name ?? portablePath(out, old);
}

/** Pairs the documents that changed. A document of the same path and hash did not. */
function changedDocuments({ out, manifest, apis }: Runs): readonly DocumentPair[] {
  const before = [...manifest.documents.keys()].map((path) => resolve(out, path));
  const after = apis.map(({ spec }) => spec);
  const same = new Set(unchangedIn({ out, manifest, apis }).map(({ spec }) => spec));
  const changed = (specs: readonly string[]) => specs.filter((spec) => !same.has(spec));
  const isFolder = before.length !== 1 || after.length !== 1;
  const { pairs } = pairDocuments(
    { isFolder, specs: changed(before) },
    { isFolder, specs: changed(after) },
  );
  return pairs;
}
