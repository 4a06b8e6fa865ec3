import { cpSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Copies the declarations that an entry needs, each at its path below `from`. */
export function copyDeclarations(entry: string, from: string, to: string): void {
  const files = [join(from, entry)];
  for (const file of files) {
    cpSync(file, join(to, relative(from, file)));
    for (const needed of importsOf(file)) if (!files.includes(needed)) files.push(needed);
  }
}

function importsOf(file: string): readonly string[] {
  const specifiers = readFileSync(file, 'utf8').matchAll(
    /(?:from |import\()['"](\.[^'"]+)\.js['"]/g,
  );
  return [...specifiers].map(([, path = '']) => join(dirname(file), `${path}.d.ts`));
}
