import type { Place } from '../diagnostics/diagnostic.js';
import type { Locate, Origin } from '../model/origin.js';
import type { Schema } from '../model/schema/schema.js';
import type { ApiPlan } from '../plan/plan.js';
import { kindsOf, type ValueKind } from '../plan/types/value-kinds.js';

/** A version of a document, with all names of its bindings. */
export interface Version {
  readonly plan: ApiPlan;
  readonly locate: Locate;
  /** What is known of schemas, since many comparisons ask for the same. */
  readonly known: Known;
}

interface Known {
  /** The kinds of values that schemas may accept. */
  readonly kinds: Map<Schema, readonly ValueKind[]>;
  /** Whether no value matches two variants of a union, by its first variant. */
  readonly disjoint: Map<Schema, boolean>;
}

/** Returns a version for comparisons. */
export function versionOf(plan: ApiPlan, locate: Locate): Version {
  return { plan, locate, known: { kinds: new Map(), disjoint: new Map() } };
}

/** Returns the kinds of values that a schema may accept. */
export function kindsWithin({ plan, known }: Version, schema: Schema): readonly ValueKind[] {
  return kindsOf(schema, plan.api.schemas, known.kinds);
}

/** The two versions that are compared. */
export interface Versions {
  readonly old: Version;
  readonly new: Version;
}

/** Returns the place of an origin; without one, the place where the other version has it. */
export function placeIn(
  { plan, locate }: Version,
  own: Origin | undefined,
  other: Origin | undefined,
): Place {
  return locate(own ?? { file: plan.api.origin.file, pointer: other?.pointer ?? '' });
}
