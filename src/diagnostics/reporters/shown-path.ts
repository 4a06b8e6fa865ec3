import { isAbsolute, relative, sep } from 'node:path';
import { withoutCredentials } from '../../../templates/runtime/shown-url.js';

/** The path relative to the working folder, with `/` between its parts; of a URL no query. */
export function shownPath(file: string, cwd: string): string {
  const shown = isAbsolute(file) ? relative(cwd, file) : (withoutCredentials(file) ?? file);
  return (shown === '' ? '.' : shown).split(sep).join('/');
}
