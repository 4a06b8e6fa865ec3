import { code, type Code } from './code/code.js';

/** The extension that relative imports of the output have: `none` writes `./types`. */
export type ImportExtension = 'js' | 'ts' | 'none';

/** Returns the end of an import path. */
export function endOfPath(extension: ImportExtension): Code {
  const ends: Readonly<Record<ImportExtension, Code>> = {
    js: code`.js`,
    ts: code`.ts`,
    none: code``,
  };
  return ends[extension];
}
