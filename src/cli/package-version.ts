import { existsSync, readFileSync } from 'node:fs';

/** The version in the package.json above this file, wherever the file was compiled to. */
export function packageVersion(from = new URL('.', import.meta.url)): string {
  const file = new URL('package.json', from);
  if (!existsSync(file)) return packageVersion(new URL('..', from));
  const data: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const known = typeof data === 'object' && data !== null && 'version' in data;
  return known ? String(data.version) : '';
}
