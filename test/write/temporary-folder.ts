import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';

/** A fresh real folder for each call, removed after the test that asked for it. */
export function temporaryFolders(): () => string {
  const made: string[] = [];
  afterEach(() => {
    for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
  });
  return () => {
    const path = realpathSync(mkdtempSync(join(tmpdir(), 'asyncapi-bindgen-test-')));
    made.push(path);
    return path;
  };
}

/** Every file below a folder with its text, by POSIX path in sorted order. */
export function readTree(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const relative = (path: string): string => path.slice(folder.length + 1).replaceAll('\\', '/');
  return Object.fromEntries(files.map((path) => [relative(path), readFileSync(path, 'utf8')]));
}
