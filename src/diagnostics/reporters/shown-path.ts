import { isAbsolute, relative, sep } from 'node:path';
import { withoutCredentials } from '../../../templates/runtime/shown-url.js';

/** Returns a path relative to the working folder, with `/`; a URL without its query. */
export function shownPath(file: string, cwd: string): string {
  const shown = isAbsolute(file) ? relative(cwd, file) : (withoutCredentials(file) ?? file);
  return (shown === '' ? '.' : shown).split(sep).join('/');
}
