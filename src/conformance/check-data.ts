import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { referencesIn, type Closure, type FoundReference } from '../load/references/closure.js';
import { findCycles } from '../system/cycles.js';
import { isArray, isObject, type Json, type JsonObject } from '../json/json.js';
import { checkExpansion, measure } from '../load/references/expansion.js';
import { limits } from '../load/limits.js';
import { valueAt } from '../json/pointer.js';
import { infiniteValue } from '../load/references/reference-findings.js';
import type { Data, Roles } from './roles/roles.js';

/** The successors of each value: its parts, or the target if it is a reference. */
type Edges = ReadonlyMap<Json, readonly Json[]>;

/** Checks the references in data: each must lead to a finite value that is not too large. */
export function checkData(closure: Closure, roles: Roles): readonly Diagnostic[] {
  const references = dataReferences(closure, roles);
  const { values, others } = references;
  if (values.size === 0 && others.size === 0) return [];
  const infinite = findInfinite(references, closure, roles);
  return infinite.length > 0 ? infinite : findLarge(references, closure);
}

/**
 * Reports references to infinite values. A schema may contain itself. A value must not contain itself or
 * refer to such a schema. In extensions and bindings, references to schemas are allowed.
 */
function findInfinite(
  { values, others }: DataReferences,
  closure: Closure,
  { schemaReferences }: Roles,
): readonly Diagnostic[] {
  const edges = edgesFrom([...values.keys(), ...others.keys()], closure);
  const cycles = findCycles<Json>(edges);
  if (cycles.size === 0) return [];
  const infinite = leadingTo(cycles, edges);
  const found = new Set([
    ...[...values.values()].filter(({ object }) => infinite.has(object)),
    ...[...others.values()].filter(
      ({ object }) => cycles.has(object) && !schemaReferences.has(object),
    ),
  ]);
  return [...found].map(({ text, at }) => infiniteValue(text, at));
}

/** Reports values that are too large after each reference is replaced by its target. */
function findLarge({ roots }: DataReferences, closure: Closure): readonly Diagnostic[] {
  const maximum = { size: limits.expandedNodes, height: limits.depth };
  const measuring = { closure, partsOf, maxHeight: maximum.height };
  return checkExpansion(measure([...roots], measuring), maximum);
}

type References = Map<JsonObject, FoundReference>;

/** The reference objects in data. */
interface DataReferences {
  /** The references in values that may occur at runtime, such as examples. */
  readonly values: References;
  /** The references in extensions and bindings. */
  readonly others: References;
  /** The outermost values that contain references. */
  readonly roots: ReadonlySet<Json>;
}

function dataReferences({ links }: Closure, { data }: Roles): DataReferences {
  const values: References = new Map();
  const others: References = new Map();
  const roots = new Set<Json>();
  const seen = { value: new Set<JsonObject>(), open: new Set<JsonObject>() };
  // Outer data comes first: data within other data is a part of it and is not searched again.
  const outerFirst = data.toReversed().toSorted((one, other) => levels(one) - levels(other));
  for (const { kind, ...at } of outerFirst) {
    const found = referencesIn(at, seen[kind], []).filter(({ object }) => links.has(object));
    for (const each of found) (kind === 'value' ? values : others).set(each.object, each);
    if (kind === 'value' && found.length > 0) roots.add(valueAt(at.file.data, at.pointer) ?? null);
  }
  return { values, others, roots };
}

function levels({ pointer }: Data): number {
  return pointer.split('/').length;
}

function edgesFrom(starts: readonly Json[], closure: Closure): Edges {
  const edges = new Map<Json, readonly Json[]>();
  const open = [...starts];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (edges.has(value)) continue;
    const next = successors(value, closure);
    edges.set(value, next);
    for (const each of next) open.push(each);
  }
  return edges;
}

function successors(value: Json, { links }: Closure): readonly Json[] {
  const target = isObject(value) ? links.get(value)?.actual : undefined;
  const next =
    target === undefined ? partsOf(value) : [valueAt(target.file.data, target.pointer) ?? null];
  return next.filter((each) => isObject(each) || isArray(each));
}

function partsOf(value: Json): readonly Json[] {
  if (isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** Returns the given values and all values that lead to one of them. */
function leadingTo(given: ReadonlySet<Json>, edges: Edges): ReadonlySet<Json> {
  const sources = new Map<Json, Json[]>();
  for (const [from, next] of edges) {
    for (const to of next) {
      const known = sources.get(to);
      if (known === undefined) sources.set(to, [from]);
      else known.push(from);
    }
  }
  const found = new Set(given);
  for (const value of found) for (const from of sources.get(value) ?? []) found.add(from);
  return found;
}
