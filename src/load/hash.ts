import { createHash } from 'node:crypto';
import { isAbsolute, relative } from 'node:path';
import { byCodePoint } from '../system/code-point-order.js';
import { isInside } from '../system/real-path.js';
import { findRoot } from './references/root.js';
import { readText, realPath } from './source/read-text.js';
import type { SourceFile } from './source/source-file.js';

/**
 * Returns the SHA-256 of a document with its files. `main` is the path of the document. Relative paths
 * and LF make it the same everywhere.
 */
export function hashOf(main: string, files: Iterable<Pick<SourceFile, 'path' | 'text'>>): string {
  const hash = createHash('sha256');
  const entries = [...files]
    .map(({ path, text }) => {
      // Fetched files have a URL instead of a path.
      const name = isAbsolute(path) ? relative(main, path) : path;
      return [name.replaceAll('\\', '/'), text] as const;
    })
    .toSorted(([a], [b]) => byCodePoint(a, b));
  for (const [path, text] of entries) {
    hash.update(JSON.stringify([path, text.replaceAll('\r\n', '\n')]));
  }
  return hash.digest('hex');
}

/** A document, and the paths and URLs that it was read from. */
interface Sources {
  readonly spec: string;
  readonly sources: readonly string[];
}

/**
 * Reads a document and its files again and returns their hash, or `undefined` if one of them cannot be
 * read, or is no longer within the folder that references must not leave.
 */
export async function hashOnDisk(
  { spec, sources }: Sources,
  givenRoot: string | undefined,
): Promise<string | undefined> {
  const main = await realPath(spec, spec);
  const root = main.kind === 'path' ? await findRoot(main.path, givenRoot) : main;
  if (main.kind === 'refused' || root.kind === 'refused') return undefined;
  const files = new Map<string, string>();
  for (const source of sources) {
    const real = await realPath(source, source);
    if (real.kind === 'refused' || !isInside(root.path, real.path)) return undefined;
    const read = await readText(real.path, source);
    if (read.kind === 'refused') return undefined;
    files.set(real.path, read.text);
  }
  return hashOf(
    main.path,
    [...files].map(([path, text]) => ({ path, text })),
  );
}
