/**
 * What a new version of a document changes for those who use its bindings. `rules` is the table of all kinds of
 * changes, with what they do to the wire and to source code; the other files find them: `servers`, `operations`,
 * `parameters`, `messages`, `schemas` (each pair of schemas once, for each direction) and `types`.
 */
import { byCodePoint } from '../system/code-point-order.js';
import { levelOf, levels, type Change } from './change.js';
import { compareOperations } from './operations.js';
import { changeOf, quoted } from './report.js';
import { SchemaGraph } from './schemas/graph.js';
import { isUnderstated, neededStep, stepBetween, stepFor, type Step } from './semver.js';
import { compareServers } from './servers.js';
import { compareTypeNames, compareUnusedTypes } from './types.js';
import type { Version, Versions } from './versions.js';

/** What changed in an API, and the step that its version should take. */
export interface Difference {
  /** The worst first, then by place in the new document. */
  readonly changes: readonly Change[];
  readonly oldVersion: string;
  readonly newVersion: string;
  readonly step: Step;
}

/** Compares two versions of an API. */
export function diff(versions: Versions): Difference {
  const graph = new SchemaGraph(versions);
  const own = [...compareServers(versions), ...compareOperations(versions, graph)];
  compareUnusedTypes(versions, graph);
  const { pairs, changes: inSchemas } = graph.finish();
  const changes = distinct([...own, ...inSchemas, ...compareTypeNames(versions, pairs)]);
  const [oldVersion, newVersion] = [versions.old, versions.new].map(
    ({ plan }) => plan.api.info.version,
  );
  const facts = { oldVersion: oldVersion ?? '', newVersion: newVersion ?? '' };
  const step = neededStep(stepFor(changes), facts.oldVersion);
  const claim = understated({ ...facts, step }, versions);
  return { ...facts, step, changes: sorted([...changes, ...claim]) };
}

/** Returns the difference of a document that is new or gone. */
export function differenceOfOne(code: 'API_ADDED' | 'API_REMOVED', version: Version): Difference {
  const { info } = version.plan.api;
  const { folder, client } = version.plan.names;
  const change = changeOf(
    code,
    {
      what: `The API ${quoted(folder)} is ${code === 'API_ADDED' ? 'new' : 'gone'}`,
      symbols: [client],
      methods: version.plan.operations.map(({ names }) => names.client),
    },
    { old: version, new: version },
  );
  const facts = { oldVersion: info.version, newVersion: info.version };
  return { ...facts, changes: [change], step: stepFor([change]) };
}

/** Reports a version that claims less than the changes amount to. */
function understated(
  { oldVersion, newVersion, step }: Omit<Difference, 'changes'>,
  versions: Versions,
): readonly Change[] {
  if (!isUnderstated({ oldVersion, newVersion, step })) return [];
  const claimed = stepBetween(oldVersion, newVersion) ?? 'none';
  const from = { file: versions.old.plan.api.origin.file, pointer: '/info/version' };
  const to = { file: versions.new.plan.api.origin.file, pointer: '/info/version' };
  const way = `from ${quoted(oldVersion)} to ${quoted(newVersion)}`;
  const moves = {
    none: oldVersion === newVersion ? `stayed ${quoted(newVersion)}` : `went back ${way}`,
    patch: `went ${way}, a patch step`,
    minor: `went ${way}, a minor step`,
    major: `went ${way}, a major step`,
  } as const satisfies Readonly<Record<Step, string>>;
  const what = `The version ${moves[claimed]}, where the changes amount to a ${step} step`;
  return [changeOf('VERSION_UNDERSTATED', { what, old: from, new: to }, versions)];
}

/** Merges changes that differ only in the operations that they reach, and keeps the worst of those at one place. */
function distinct(changes: readonly Change[]): readonly Change[] {
  const found = new Map<string, Change>();
  for (const change of changes) {
    const { code, direction, symbols, old, new: fresh } = change;
    const places = [old, fresh].map(({ file, line, column }) => [file, line, column]);
    const what = change.message.split(':')[0];
    const key = JSON.stringify([code, direction, symbols, places, what]);
    const known = found.get(key);
    const methods = [...new Set([...(known?.methods ?? []), ...change.methods])];
    const isWorse = known === undefined || rank(change) > rank(known);
    found.set(key, { ...(isWorse ? change : known), methods });
  }
  return [...found.values()];
}

function rank(change: Change): number {
  return levels.indexOf(levelOf(change));
}

function sorted(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted((a, b) => rank(b) - rank(a) || comparePlaces(a, b));
}

function comparePlaces(a: Change, b: Change): number {
  const [one, other] = [a.new, b.new];
  return (
    byCodePoint(one.file, other.file) ||
    one.line - other.line ||
    one.column - other.column ||
    a.old.line - b.old.line ||
    byCodePoint(a.code, b.code) ||
    byCodePoint(a.message, b.message)
  );
}
