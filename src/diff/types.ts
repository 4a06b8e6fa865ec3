import type { NamedType } from '../plan/names/type-names.js';
import type { Change } from './change.js';
import { changeOf, listed, quoted } from './report.js';
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
  const gone = [...before.values()].filter(({ name }) => !after.has(name));
  const changes = gone.map(({ name, schema }) => {
    const other = renamed.get(name);
    const is = other === undefined ? 'is gone' : `is now ${quoted(other.name)}`;
    const facts = { what: `The type ${quoted(name)} ${is}`, old: schema.origin, symbols: [name] };
    const place = other === undefined ? {} : { new: other.schema.origin };
    return changeOf(
      other === undefined ? 'TYPE_REMOVED' : 'TYPE_RENAMED',
      { ...facts, ...place },
      versions,
    );
  });
  const known = new Set([...renamed.values()].map(({ name }) => name));
  const added = [...after.values()].filter(({ name }) => !before.has(name) && !known.has(name));
  const [first] = added;
  if (first === undefined) return changes;
  const names = added.map(({ name }) => name);
  const what = `New types: ${listed(names)}`;
  return [
    ...changes,
    changeOf('TYPES_ADDED', { what, new: first.schema.origin, symbols: names }, versions),
  ];
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
