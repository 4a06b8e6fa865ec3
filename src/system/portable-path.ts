import { relative, sep } from 'node:path';

/** Returns the relative path from a folder to a file, with slashes on every system. */
export function portablePath(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/');
}
