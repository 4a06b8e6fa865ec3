import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFolder } from '../system/package-folder.js';

/**
 * Returns a hash that differs between two builds of this tool. It covers the names, sizes and times of
 * all files that decide an output, since reading them takes longer.
 */
export function hashOfTool(): string {
  const folder = fileURLToPath(packageFolder());
  const hash = createHash('sha256').update(process.version);
  for (const part of ['package.json', 'lib', 'dist', 'templates']) {
    for (const path of filesOf(join(folder, part))) {
      const { size, mtimeMs } = statSync(path);
      hash.update(JSON.stringify([path, size, mtimeMs]));
    }
  }
  return hash.digest('hex');
}

function filesOf(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((name) => join(path, name));
}
