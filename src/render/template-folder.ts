import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Returns the folder `templates/` of this package, whether it runs from `src/` or `dist/src/`. */
export function templateFolder(): string {
  const candidates = ['../../templates/', '../../../templates/'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const folder = candidates.find((candidate) => existsSync(`${candidate}index.hbs`));
  if (folder === undefined)
    throw new Error(
      `The templates are missing; they should be at ${candidates.join(' or ')}. Install the package again.`,
    );
  return folder;
}
