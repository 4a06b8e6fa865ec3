import { existsSync } from 'node:fs';

/**
 * The folder of this package: the nearest one above this file with a `package.json`, whether the file
 * runs from `src`, `dist` or the bundle in `lib`.
 */
export function packageFolder(from = new URL('.', import.meta.url)): URL {
  if (existsSync(new URL('package.json', from))) return from;
  const above = new URL('..', from);
  if (above.href === from.href) throw new Error('There is no package.json above this module.');
  return packageFolder(above);
}
