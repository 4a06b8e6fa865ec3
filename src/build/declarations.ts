import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Between which folders declarations are copied, and for which kind of module. */
export interface CopyOptions {
  readonly from: string;
  readonly to: string;
  /** Whether they describe CommonJS. */
  readonly commonJs?: boolean;
}

/** Matches the import of a module by its relative path. */
const imported = /((?:from |import\()['"])(\.[^'"]+)\.js(?=['"])/g;

/** Copies the declarations that an entry needs, each at its path below `from`. */
export function copyDeclarations(entry: string, options: CopyOptions): void {
  const { from, to, commonJs = false } = options;
  const files = [join(from, entry)];
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    for (const needed of importsOf(file, text)) if (!files.includes(needed)) files.push(needed);
    const copy = join(to, relative(from, file));
    mkdirSync(dirname(copy), { recursive: true });
    if (!commonJs) writeFileSync(copy, text);
    else writeFileSync(copy.replace(/\.ts$/, '.cts'), text.replaceAll(imported, '$1$2.cjs'));
  }
}

function importsOf(file: string, text: string): readonly string[] {
  return [...text.matchAll(imported)].map(([, , path = '']) => join(dirname(file), `${path}.d.ts`));
}
