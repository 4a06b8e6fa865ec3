import { code, type Code } from './code/code.js';

/** The extensions that relative imports of the output may have: `none` writes `./types`. */
export const IMPORT_EXTENSIONS = ['js', 'ts', 'none'] as const;

/** The extension of relative imports. */
export type ImportExtension = (typeof IMPORT_EXTENSIONS)[number];

/** Returns the end of an import path. */
export function endOfPath(extension: ImportExtension): Code {
  const ends: Readonly<Record<ImportExtension, Code>> = {
    js: code`.js`,
    ts: code`.ts`,
    none: code``,
  };
  return ends[extension];
}
