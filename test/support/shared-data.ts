import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Data for tests that is not part of the repository. */
export interface SharedData {
  readonly folder: string;
  readonly isThere: boolean;
}

const beside = fileURLToPath(new URL('../../../shared/', import.meta.url));

/** Data that lies in `../shared/<name>` beside the checkout, or where an environment variable says. */
export function sharedData(name: string, variable: string): SharedData {
  const folder = process.env[variable] ?? join(beside, name);
  if (!existsSync(folder)) return { folder, isThere: false };
  return { folder: realpathSync(folder), isThere: true };
}
