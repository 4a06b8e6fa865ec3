import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Locate, Origin } from '../model/origin.js';

/** The number of further places that a finding shows. */
export const maxRelated = 3;

/** Returns the place of the first origin, and some of the others as related places. */
export function placesOf(
  origins: readonly Origin[],
  locate: Locate,
): Pick<Diagnostic, 'place' | 'related'> {
  const [first, ...others] = origins;
  if (first === undefined) return {};
  const related = others
    .slice(0, maxRelated)
    .map((origin) => ({ message: 'This also occurs here.', place: locate(origin) }));
  return { place: locate(first), ...(related.length === 0 ? {} : { related }) };
}

/** Returns ` (at 5 places)`, or nothing for a single place. */
export function timesText(count: number): string {
  return count === 1 ? '' : ` (at ${count} places)`;
}

/** Returns `"a"`, `"a" and "b"`, or `"a", "b" and "c"`. */
export function quotedList(names: readonly string[]): string {
  const quoted = names.map((name) => JSON.stringify(name));
  const last = quoted.at(-1) ?? '';
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(', ')} and ${last}`;
}
