import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The package whose tool is tested: the project, or an installed one (`npm run test:packed`). */
export const toolUnderTest = process.env['TOOL_UNDER_TEST'] ?? root;

/** The documents that the project ships, by path. */
export function shippedSpecs(): readonly string[] {
  return ['everest', 'examples'].flatMap((folder) =>
    readdirSync(join(root, 'specs', folder))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => join(root, 'specs', folder, name)),
  );
}
