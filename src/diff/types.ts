import type { NamedType } from '../plan/names/type-names.js';
import type { Change } from './change.js';
import { changeOf, listed, quoted, type Facts } from './report.js';
import type { SchemaPair } from './schemas/comparison.js';
import type { SchemaGraph } from './schemas/graph.js';
import type { Version, Versions } from './versions.js';

/** Compares the types that no message leads to, by their names. */
export function compareUnusedTypes({ old, new: fresh }: Versions, graph: SchemaGraph): void {
  const after = byName(fresh);
  for (const [name, { schema }] of byName(old)) {
    const partner = after.get(name)?.schema;
    if (partner === undefined || graph.hasCompared(schema, partner)) continue;
    graph.compare({
      ...{ old: schema, new: partner, direction: 'unused', certainty: 'certain' },
      ...{ name, owner: name, isEnvelope: false },
    });
  }
}

/** Compares the names of types. `pairs` has the schemas that stand in the same place. */
export function compareTypeNames(
  versions: Versions,
  pairs: readonly SchemaPair[],
): readonly Change[] {
  const [before, after] = [byName(versions.old), byName(versions.new)];
  const renamed = renamedTypes(versions, pairs);
  const gone = [...before.values()].filter(({ name }) => !after.has(name) && !renamed.has(name));
  const known = new Set([...renamed.values()].map(({ name }) => name));
  const added = [...after.values()].filter(({ name }) => !before.has(name) && !known.has(name));
  return [
    ...[...renamed].map(([name, type]) =>
      changeOf('TYPE_RENAMED', renaming([name, type], before), versions),
    ),
    ...together(gone, 'gone').map((facts) => changeOf('TYPES_REMOVED', facts, versions)),
    ...together(added, 'new').map((facts) => changeOf('TYPES_ADDED', facts, versions)),
  ];
}

function renaming(
  [name, type]: readonly [string, NamedType],
  before: ReadonlyMap<string, NamedType>,
): Facts {
  const what = `The type ${quoted(name)} is now ${quoted(type.name)}`;
  return { what, old: before.get(name)?.schema.origin, new: type.schema.origin, symbols: [name] };
}

/** Returns the facts of all types that are gone or new, which have one cause; none if there are no such types. */
function together(types: readonly NamedType[], state: 'gone' | 'new'): readonly Facts[] {
  const [first] = types;
  if (first === undefined) return [];
  const symbols = types.map(({ name }) => name);
  const isPlural = symbols.length > 1;
  const what = isPlural
    ? `${symbols.length} types are ${state} (${listed(symbols)})`
    : `The type ${quoted(first.name)} is ${state}`;
  const { origin } = first.schema;
  return [{ what, symbols, isPlural, ...(state === 'gone' ? { old: origin } : { new: origin }) }];
}

/** Returns the new types of those old ones whose schema has another name now. */
function renamedTypes(
  { old, new: fresh }: Versions,
  pairs: readonly SchemaPair[],
): ReadonlyMap<string, NamedType> {
  const after = byName(fresh);
  const renamed = new Map<string, NamedType>();
  for (const pair of pairs) {
    const name = old.plan.types.nameOf(pair.old);
    const other = after.get(fresh.plan.types.nameOf(pair.new) ?? '');
    if (name !== undefined && other !== undefined && !after.has(name)) renamed.set(name, other);
  }
  return renamed;
}

function byName({ plan }: Version): ReadonlyMap<string, NamedType> {
  return new Map([...plan.types.types.values()].map((type) => [type.name, type]));
}
