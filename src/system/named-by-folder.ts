import { basename } from 'node:path';

/** Whether a file is called `asyncapi`, `index` or `spec`: such a document usually has a folder of its own. */
export function isNamedByFolder(path: string): boolean {
  return /^(?:asyncapi|index|spec)\./i.test(basename(path));
}
