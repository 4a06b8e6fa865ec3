import type { Place } from '../diagnostics/diagnostic.js';
import type { Locate, Origin } from '../model/origin.js';
import type { ApiPlan } from '../plan/plan.js';

/** A version of a document, with all names of its bindings. */
export interface Version {
  readonly plan: ApiPlan;
  readonly locate: Locate;
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
