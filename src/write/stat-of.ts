import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { isAbsent } from '../system/system-error.js';

/** What stands at a path, links not followed; nothing where nothing does. */
export async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}
