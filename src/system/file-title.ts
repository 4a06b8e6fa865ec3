import { posix } from 'node:path';

/** Returns the name of a file without its folder and its extension. The path may be a URL. */
export function fileTitle(path: string): string {
  const name = posix.basename(path.replaceAll('\\', '/'));
  return name.slice(0, name.length - posix.extname(name).length);
}
