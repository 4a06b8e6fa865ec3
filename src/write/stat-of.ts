import { lstatSync, type Stats } from 'node:fs';

/**
 * What stands at a path, links not followed; nothing where nothing does. Synchronous, since a
 * manifest may ask for many paths, and waiting for each takes many times as long as looking.
 */
export function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
