import { existsSync, readFileSync } from 'node:fs';

/** Returns the version in the nearest package.json above this file. */
export function packageVersion(from = new URL('.', import.meta.url)): string {
  const file = new URL('package.json', from);
  if (!existsSync(file)) return packageVersion(new URL('..', from));
  const data: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const known = typeof data === 'object' && data !== null && 'version' in data;
  return known ? String(data.version) : '';
}
