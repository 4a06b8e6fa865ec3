import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** `templates/` of this package, be it run from `src/` or from `dist/src/`. */
export function templateFolder(): string {
  const candidates = ['../../templates/', '../../../templates/'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const folder = candidates.find((candidate) => existsSync(`${candidate}index.hbs`));
  if (folder === undefined) throw new Error(`No templates at ${candidates.join(' or ')}`);
  return folder;
}
