import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Locate, Origin } from '../model/origin.js';

/** So many further places are shown. */
export const mostRelated = 3;

/** Items by key, in the order in which the keys are met. */
export function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    group.push(item);
    groups.set(keyOf(item), group);
  }
  return groups;
}

/** One finding for what stands at many places: at the first, with some of the others. */
export function placesOf(
  origins: readonly Origin[],
  locate: Locate,
): Pick<Diagnostic, 'place' | 'related'> {
  const [first, ...others] = origins;
  if (first === undefined) return {};
  const related = others
    .slice(0, mostRelated)
    .map((origin) => ({ message: 'here, too', place: locate(origin) }));
  return { place: locate(first), ...(related.length === 0 ? {} : { related }) };
}

/** ` (at 5 places)`; nothing for a single one. */
export function timesText(count: number): string {
  return count === 1 ? '' : ` (at ${count} places)`;
}

/** `"a"`, `"a" and "b"`, `"a", "b" and "c"`. */
export function quotedList(names: readonly string[]): string {
  const quoted = names.map((name) => JSON.stringify(name));
  const last = quoted.at(-1) ?? '';
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(', ')} and ${last}`;
}
