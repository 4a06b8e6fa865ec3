import { resolve } from 'node:path';
import type { DocumentReport } from '../diff/reporters/document-report.js';
import { pairDocuments, type DocumentPair } from '../generate/compare.js';
import { compareRecords, isUrl, type RecordedFiles } from '../generate/compare-records.js';
import type { ApiBindings } from '../generate/document-bindings.js';
import type { GenerateOptions } from '../generate/options.js';
import { mergedRecord } from '../generate/record.js';
import { portablePath } from '../system/portable-path.js';
import type { Account, Runs } from './account.js';

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
  const before = new Map([...manifest.documents].map(([path, hash]) => [resolve(out, path), hash]));
  const same = new Set(apis.filter(({ spec, hash }) => before.get(spec) === hash).map(specOf));
  const rest = (specs: readonly string[]): readonly string[] =>
    specs.filter((spec) => !same.has(spec));
  const isFolder = before.size !== 1 || apis.length !== 1;
  const { pairs } = pairDocuments(
    { isFolder, specs: rest([...before.keys()]) },
    { isFolder, specs: rest(apis.map(specOf)) },
  );
  return pairs;
}

function specOf({ spec }: ApiBindings): string {
  return spec;
}
