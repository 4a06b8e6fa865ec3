import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isNeverRoot } from '../system/never-root.js';
import { isInside, realPathOf } from '../system/real-path.js';
import { isRecord } from '../system/record.js';
import { parseJsonc } from './jsonc.js';

/** A JSON object of a configuration file. */
export type Settings = Readonly<Record<string, unknown>>;

/** The largest configuration file that is read. */
const mostBytes = 1024 * 1024;

/**
 * Returns a folder and those above it within its project, from the inside: up to the top of the git
 * repository, or else to the nearest folder with a `package.json` or a `tsconfig.json`. Nothing outside
 * of these is read.
 */
export async function projectFolders(folder: string): Promise<readonly string[]> {
  const folders: string[] = [];
  // Whoever writes to the folder reports what is wrong with it.
  const real = await realPathOf(folder).catch(() => undefined);
  if (real === undefined) return [];
  for (let at = real; !isNeverRoot(at); at = dirname(at)) folders.push(at);
  const has = (name: string) => (at: string) => existsSync(join(at, name));
  for (const mark of ['.git', 'package.json', 'tsconfig.json']) {
    const top = folders.findIndex(has(mark));
    if (top >= 0) return folders.slice(0, top + 1);
  }
  return [];
}

/** Returns the nearest file of that name in the folders. */
export function nearest(folders: readonly string[], name: string): string | undefined {
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Reads a JSON object within a folder; `undefined` if there is none, whatever the reason. */
export async function readSettings(path: string, top: string): Promise<Settings | undefined> {
  try {
    if (!isInside(top, await realPathOf(path))) return undefined;
    const stats = await stat(path);
    if (!stats.isFile() || stats.size > mostBytes) return undefined;
    return settingsOf(parseJsonc(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Returns a value if it is a JSON object. */
export function settingsOf(value: unknown): Settings | undefined {
  return isRecord(value) ? value : undefined;
}
