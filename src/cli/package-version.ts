import { readFileSync } from 'node:fs';
import { packageFolder } from '../system/package-folder.js';

/** Returns the version in the `package.json` of this package. */
export function packageVersion(): string {
  const text = readFileSync(new URL('package.json', packageFolder()), 'utf8');
  const data: unknown = JSON.parse(text);
  const known = typeof data === 'object' && data !== null && 'version' in data;
  return known ? String(data.version) : '';
}
