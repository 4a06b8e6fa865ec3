import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { parse } from 'node:path';

/**
 * Whether a folder, symbolic links resolved, is the home folder or a whole disk. A root keeps a
 * document away from what is not its own; these hold everything.
 */
export function isNeverRoot(folder: string): boolean {
  return folder === parse(folder).root || folder === homeFolder();
}

/** Symbolic links resolved, as far as it exists. */
export function homeFolder(): string {
  const home = homedir();
  try {
    return realpathSync(home);
  } catch {
    return home;
  }
}
