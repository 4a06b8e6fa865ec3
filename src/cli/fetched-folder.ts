import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.js';
import type { DocumentReport } from '../diff/reporters/document-report.js';
import type { CompareOptions } from '../generate/compare.js';
import type { ReadOptions } from '../generate.js';
import { portablePath } from '../system/portable-path.js';
import { isInside, realPathOf } from '../system/real-path.js';
import type { LockedFolder, Origin } from '../vendor/lock.js';
import { openSource, pathIn, type Source } from '../vendor/source.js';
import type { VendoredFolder } from '../vendor/vendored.js';
import { reportOf } from './compared-report.js';
import { UsageError } from './usage-error.js';
import { documentsIn } from './versions.js';

/** The documents of a folder as they were fetched. */
export interface FetchedFolder extends VendoredFolder {
  /** The folder of the lock file. */
  readonly project: string;
  readonly fetched: Source;
  /** The absolute paths of the documents in the source. */
  readonly specs: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

type Reading = Pick<ReadOptions, 'allowRef' | 'strict' | 'onStep'>;

/** Fetches the documents of a folder and the files that they refer to. Throws a `UsageError` if one cannot be read. */
export async function fetchFolder(
  folder: string,
  origin: Origin,
  { project, ...reading }: Reading & { readonly project: string },
): Promise<FetchedFolder> {
  const { allowRef } = reading;
  const source = await openSource(origin, { project, folder, allowRef });
  if ('kind' in source) throw new UsageError(source.message, source.help);
  const specs = await documentsOf(source, origin);
  const { checkFetched } = await import('../generate/fetched.js');
  const { access, texts } = source;
  const diagnostics = await checkFetched({ specs, access }, reading);
  return { folder, ...origin, project, fetched: source, specs, texts, diagnostics };
}

/** Returns the paths of the documents, each of which can be read. */
async function documentsOf(source: Source, origin: Origin): Promise<readonly string[]> {
  const specs =
    origin.documents?.map((document) => pathIn(source, document)) ??
    (await documentsIn(source.folder));
  if (specs.length === 0) {
    throw new UsageError(
      `${origin.source} has no AsyncAPI documents.`,
      'Name a folder that has some, or a document.',
    );
  }
  for (let start = 0; start < specs.length; start += AT_ONCE) {
    await Promise.all(specs.slice(start, start + AT_ONCE).map((spec) => read(source, spec)));
  }
  return specs;
}

/** How many documents are fetched at the same time. */
const AT_ONCE = 8;

async function read({ access, shown }: Source, spec: string): Promise<void> {
  const real = await access.realPath(spec, shown(spec));
  const text = real.kind === 'path' ? await access.readText(real.path, shown(spec)) : real;
  if (text.kind === 'refused') throw new UsageError(text.message, text.help);
}

/** Returns a place of a fetched file as it is at the source. */
export function atSource({ fetched }: FetchedFolder, place: Place): Place {
  return { ...place, file: fetched.shown(place.file) };
}

/** Returns the path that a fetched file gets in the project. */
export function inProject({ fetched, project, folder }: FetchedFolder, file: string): string {
  if (!isInside(fetched.folder, file)) return file;
  return join(project, folder, portablePath(fetched.folder, file));
}

/** What fetched documents change, and the names of those whose former version cannot be read. */
export interface FetchedChanges {
  readonly documents: readonly DocumentReport[];
  readonly unknown: readonly string[];
}

/** Compares the documents of a fetched folder with those in the project. */
export async function compareFolder(
  fetched: FetchedFolder,
  before: LockedFolder | undefined,
  options: Pick<CompareOptions, 'allowRef' | 'side'>,
): Promise<FetchedChanges> {
  const { project, folder, specs } = fetched;
  const { access } = fetched.fetched;
  const target = await realPathOf(resolve(project, folder));
  const old = { specs: await formerDocuments(target, before), root: target };
  const shown = {
    shown: (place: Place) => ({ ...place, file: inProject(fetched, place.file) }),
  };
  const { compareFetched } = await import('../generate/fetched.js');
  const documents: DocumentReport[] = [];
  const unknown: string[] = [];
  for await (const [pair, compared] of compareFetched(old, { specs, access }, options)) {
    if (compared === undefined) {
      unknown.push(portablePath(project, inProject(fetched, pair.new ?? pair.old ?? '')));
    } else {
      documents.push(reportOf(compared, [{ shown: (place) => place }, shown], project));
    }
  }
  return { documents, unknown };
}

/** Returns the documents that were fetched before and are still there. */
async function formerDocuments(
  target: string,
  before: LockedFolder | undefined,
): Promise<readonly string[]> {
  if (before === undefined || !existsSync(target)) return [];
  const documents = await documentsIn(target);
  return documents.filter((path) => before.files.has(portablePath(target, path)));
}
