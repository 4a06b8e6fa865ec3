import { fileURLToPath } from 'node:url';
import { packageFolder } from '../system/package-folder.js';

/** Returns the folder `templates/` of this package. */
export function templateFolder(): string {
  return fileURLToPath(new URL('templates/', packageFolder()));
}
