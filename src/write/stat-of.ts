import { lstatSync, type Stats } from 'node:fs';

/**
 * Returns the stats of a path without following links; `undefined` if there is nothing. Synchronous,
 * since a manifest may list many paths and asynchronous calls would take many times as long.
 */
export function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
