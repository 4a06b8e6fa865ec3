import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.js';
import type { DocumentReport } from '../diff/reporters/document-report.js';
import type { CompareOptions } from '../generate/compare.js';
import type { FetchedDocuments } from '../generate/fetched.js';
import type { ReadOptions } from '../generate.js';
import { portablePath } from '../system/portable-path.js';
import { isInside, realPathOf } from '../system/real-path.js';
import type { LockedFolder, Origin } from '../vendor/lock.js';
import { openSource, pathIn, type Refusal, type Source } from '../vendor/source.js';
import { quote } from '../diagnostics/shell.js';
import type { VendoredFolder } from '../vendor/vendored.js';
import { MANIFEST_NAME } from '../write/manifest.js';
import { reportOf } from './compared-report.js';
import { UsageError } from './usage-error.js';
import { documentsIn, hasAsyncapi, isDocument } from './versions.js';

/** The documents of a folder as they were fetched. */
export interface FetchedFolder extends VendoredFolder {
  /** The folder of the lock file. */
  readonly project: string;
  readonly opened: Source;
  /** The paths of the documents in the opened source. */
  readonly specs: readonly string[];
  readonly contents: FetchedDocuments;
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
  const opened = await openSource(origin, { project, folder, allowRef });
  if ('kind' in opened) throw unreadable(folder, opened);
  await assertSuitable({ project, folder }, opened, origin);
  const specs = await documentsOf(opened, origin);
  await readAll(opened, specs, { project, folder });
  const { openFetched } = await import('../generate/fetched.js');
  const contents = openFetched(specs, opened.access);
  const diagnostics = await contents.check(reading);
  const { texts } = opened;
  return { folder, ...origin, project, opened, specs, contents, texts, diagnostics };
}

async function documentsOf(source: Source, origin: Origin): Promise<readonly string[]> {
  const { disk = '' } = source;
  const documents =
    origin.documents ?? (await documentsIn(disk)).map((path) => portablePath(disk, path));
  if (documents.length > 0) return documents.map((document) => pathIn(source, document));
  throw new UsageError(
    `${origin.source} has no AsyncAPI documents.`,
    'Name a folder that has some, or a document.',
  );
}

/** Refuses a folder that is an output or in one, or that is, contains or lies in its source. */
async function assertSuitable(
  { project, folder }: { readonly project: string; readonly folder: string },
  { disk }: Source,
  { documents }: Origin,
): Promise<void> {
  const target = await realPathOf(resolve(project, folder));
  const folders = folder.split('/').map((_, index, names) => names.slice(0, index + 1).join('/'));
  const output = folders.find((each) => existsSync(resolve(project, each, MANIFEST_NAME)));
  if (output !== undefined) {
    throw new UsageError(
      `Documents cannot be copied into ${folder}: ${output} is an output folder.`,
      'Name a folder of their own.',
    );
  }
  if (disk === undefined) return;
  if (isInside(target, disk) || (documents === undefined && isInside(disk, target))) {
    throw new UsageError(
      `${folder} cannot be copied from itself.`,
      'Name another folder with --from, e.g. of the checkout of another repository.',
    );
  }
}

/** How many documents are fetched at the same time. */
const AT_ONCE = 8;

/** Reads documents. Throws a `UsageError` if one is not there. */
async function readAll(
  { access, shown }: Source,
  specs: readonly string[],
  { project, folder }: { readonly project: string; readonly folder: string },
): Promise<void> {
  const read = async (spec: string): Promise<void> => {
    const name = isAbsolute(shown(spec)) ? portablePath(project, shown(spec)) : shown(spec);
    const real = await access.realPath(spec, name);
    const text = real.kind === 'path' ? await access.readText(real.path, name) : real;
    if (text.kind === 'refused') throw unreadable(folder, text);
    if (!hasAsyncapi(text.text)) {
      // Nothing of the file is shown, since the lock file may name any.
      throw new UsageError(`${folder}: ${name} is no AsyncAPI document.`, 'Name a document.');
    }
  };
  for (let start = 0; start < specs.length; start += AT_ONCE) {
    await Promise.all(specs.slice(start, start + AT_ONCE).map(read));
  }
}

function unreadable(folder: string, { message, help }: Refusal): UsageError {
  return new UsageError(
    `${folder}: ${message}`,
    `${help} If the documents have moved, name their new place: update ${quote(folder)} --from <source>`,
  );
}

/** Returns a place of a fetched file as it is at the source. */
export function atSource({ opened }: FetchedFolder, place: Place): Place {
  return { ...place, file: opened.shown(place.file) };
}

/** Returns the path that a fetched file gets in the project. */
export function inProject({ opened, project, folder }: FetchedFolder, file: string): string {
  if (!isInside(opened.folder, file)) return file;
  return join(project, folder, portablePath(opened.folder, file));
}

/** What fetched documents change, and the paths of those whose former version cannot be read. */
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
  const { project, folder, specs, opened, contents } = fetched;
  const target = await realPathOf(resolve(project, folder));
  const names = specs.map((spec) => portablePath(opened.folder, spec));
  const old = { specs: await formerDocuments(target, before, names), root: target };
  const shown = {
    shown: (place: Place) => ({ ...place, file: inProject(fetched, place.file) }),
  };
  const documents: DocumentReport[] = [];
  const unknown: string[] = [];
  for await (const [pair, compared] of contents.compareWith(old, options)) {
    if (compared === undefined) {
      unknown.push(portablePath(project, inProject(fetched, pair.new ?? pair.old ?? '')));
    } else {
      documents.push(reportOf(compared, [shown, shown], project));
    }
  }
  return { documents, unknown };
}

/**
 * Returns the documents that were fetched before. What they refer to may be documents, too, but no bindings are for these.
 * One that is not there any more cannot be compared.
 */
async function formerDocuments(
  target: string,
  before: LockedFolder | undefined,
  now: readonly string[],
): Promise<readonly string[]> {
  if (before === undefined) return [];
  const { files, documents } = before;
  const known = documents?.filter((name) => files.has(name)) ?? [...files.keys()];
  const paths = known.map((name) => [name, join(target, ...name.split('/'))] as const);
  const are = await Promise.all(
    paths.map(async ([name, path]) =>
      existsSync(path) ? isDocument(path) : documents !== undefined || now.includes(name),
    ),
  );
  return paths.filter((_, index) => are[index]).map(([, path]) => path);
}
