import { diagnostic } from '../diagnostics/catalogue.js';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.js';
import { hasErrors } from '../diagnostics/errors.js';
import { sortDiagnostics } from '../diagnostics/sort.js';
import { diff, differenceOfOne, type Difference } from '../diff/diff.js';
import { versionOf } from '../diff/versions.js';
import { optional } from '../json/json.js';
import { createLoader, type Load } from '../loader.js';
import { apiNameOf } from '../plan/names/api-name.js';
import { byCodePoint } from '../system/code-point-order.js';
import { groupBy } from '../system/group-by.js';
import { distinct, locateIn, planDocument, type Planned, type Planning } from './documents.js';
import type { InspectOptions } from './options.js';

/** The two versions of a document, as absolute paths; one of them may be absent. */
export interface DocumentPair {
  readonly old?: string;
  readonly new?: string;
}

/** How to read the documents of each version. */
export interface CompareOptions extends Omit<InspectOptions, 'root'> {
  /** The name of the API, for a single document (default: from its file name). */
  readonly name?: string;
  /** The loader of the old documents, if it is another one. */
  readonly oldLoader?: Load;
  readonly oldRoot?: string;
  readonly newRoot?: string;
}

/** What changed in one document. */
export interface ComparedDocument extends DocumentPair {
  /** The name of the API in kebab case. */
  readonly name: string;
  readonly difference: Difference;
}

/** What changed in several documents; nothing if one of them has errors. */
export interface Compared {
  readonly documents: readonly ComparedDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The documents of one version. */
interface Documents {
  readonly isFolder: boolean;
  readonly specs: readonly string[];
}

/** Pairs documents: those of folders by the names of their APIs, and two single ones in any case. */
export function pairDocuments(
  old: Documents,
  fresh: Documents,
): { readonly pairs: readonly DocumentPair[]; readonly diagnostics: readonly Diagnostic[] } {
  const [one, other] = [old.specs[0], fresh.specs[0]];
  if (!old.isFolder && one !== undefined && other !== undefined) {
    return { pairs: [{ old: one, new: other }], diagnostics: [] };
  }
  const [before, after] = [groupBy(old.specs, apiNameOf), groupBy(fresh.specs, apiNameOf)];
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted(byCodePoint);
  const pairs = names.map((name): DocumentPair => {
    const [oldSpec, newSpec] = [before.get(name)?.[0], after.get(name)?.[0]];
    return { ...(oldSpec && { old: oldSpec }), ...(newSpec && { new: newSpec }) };
  });
  return { pairs, diagnostics: [before, after].flatMap(clashesIn) };
}

/** Reports documents of one version with the same name, which have no partner that is known to be theirs. */
function clashesIn(documents: ReadonlyMap<string, readonly string[]>): readonly Diagnostic[] {
  return [...documents].flatMap(([name, [first, ...others]]) =>
    others.map((spec) =>
      diagnostic('API_NAME_CLASH', {
        message: `The API of this document is named "${name}": so is that of another document.`,
        help: 'Compare these documents one by one.',
        place: startOf(spec),
        ...(first !== undefined && {
          related: [{ message: 'This is the other document.', place: startOf(first) }],
        }),
      }),
    ),
  );
}

function startOf(spec: string): Place {
  return { file: spec, line: 1, column: 1 };
}

/** Compares two versions of each document. Both get the names that the new one has. */
export async function compareDocuments(
  pairs: readonly DocumentPair[],
  options: CompareOptions = {},
): Promise<Compared> {
  const load = options.loader ?? createLoader();
  const documents: ComparedDocument[] = [];
  const found: Diagnostic[][] = [];
  for (const [done, pair] of pairs.entries()) {
    const spec = pair.new ?? pair.old ?? '';
    options.onStep?.({ kind: 'read', spec, done, total: pairs.length });
    const { document, diagnostics } = await compareDocument(pair, load, options);
    found.push([...diagnostics]);
    if (document !== undefined) documents.push(document);
  }
  const diagnostics = sortDiagnostics(distinct(found.flat()));
  return { documents: hasErrors(diagnostics) ? [] : documents, diagnostics };
}

/** Compares documents one by one. Yields `undefined` for a pair with a version that has errors. */
export async function* compareEach(
  pairs: readonly DocumentPair[],
  options: CompareOptions,
): AsyncGenerator<readonly [DocumentPair, ComparedDocument | undefined]> {
  for (const pair of pairs) {
    const { documents } = await compareDocuments([pair], options);
    yield [pair, documents[0]];
  }
}

async function compareDocument(
  pair: DocumentPair,
  load: Load,
  options: CompareOptions,
): Promise<{ readonly document?: ComparedDocument; readonly diagnostics: readonly Diagnostic[] }> {
  const given = options.name ?? apiNameOf(pair.new ?? pair.old ?? '');
  const { oldRoot, newRoot, oldLoader = load, ...rest } = options;
  const shared = { ...rest, name: given };
  const old = await planVersion(pair.old, oldLoader, { ...shared, ...optional('root', oldRoot) });
  const fresh = await planVersion(pair.new, load, { ...shared, ...optional('root', newRoot) });
  const difference = differenceOf(old.planned, fresh.planned);
  const name = (fresh.planned ?? old.planned)?.api.name ?? given;
  return {
    ...(difference && { document: { name, ...pair, difference } }),
    diagnostics: [...old.diagnostics, ...fresh.diagnostics],
  };
}

/** Plans a version of a document, unless it is absent. */
async function planVersion(
  spec: string | undefined,
  load: Load,
  options: Parameters<typeof planDocument>[2],
): Promise<Planning> {
  return spec === undefined ? { diagnostics: [] } : planDocument(spec, load, options);
}

function differenceOf(
  old: Planned | undefined,
  fresh: Planned | undefined,
): Difference | undefined {
  const [before, after] = [old, fresh].map(
    (each) => each && versionOf(each.plan, locateIn(each.document)),
  );
  if (before !== undefined && after !== undefined) return diff({ old: before, new: after });
  if (before !== undefined) return differenceOfOne('API_REMOVED', before);
  return after && differenceOfOne('API_ADDED', after);
}
