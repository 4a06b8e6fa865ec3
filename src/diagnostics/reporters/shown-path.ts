import { isAbsolute, relative, sep } from 'node:path';

/** The path relative to the working folder, with `/` between its parts. */
export function shownPath(file: string, cwd: string): string {
  const shown = isAbsolute(file) ? relative(cwd, file) : file;
  return (shown === '' ? '.' : shown).split(sep).join('/');
}
