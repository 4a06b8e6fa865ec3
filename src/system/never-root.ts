import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { parse } from 'node:path';

/**
 * Whether a folder (links resolved) is the home folder or a whole disk. These are never the root of a
 * document, since they contain files that do not belong to it.
 */
export function isNeverRoot(folder: string): boolean {
  return folder === parse(folder).root || folder === homeFolder();
}

/** Returns the home folder, with links resolved if it exists. */
export function homeFolder(): string {
  const home = homedir();
  try {
    return realpathSync(home);
  } catch {
    return home;
  }
}
