import { dirname, relative, resolve } from 'node:path';
import { byCodePoint } from '../system/code-point-order.js';
import { MANIFEST_NAME, type Manifest } from '../write/manifest.js';
import { homeFolder } from '../system/never-root.js';
import { realPathOf } from '../system/real-path.js';
import { foldersInReach, isInReach, type Surroundings } from './reach.js';
import { isDocument } from './specs.js';
import { UsageError } from './usage-error.js';

/**
 * The documents that a manifest names: absolute paths, never globs, by code point. Whoever changes
 * the sources may change the manifest as well, so it opens nothing that the user has not: documents
 * lie in the working folder, in the git repository of the output folder, or in `--root`.
 */
export async function manifestDocuments(
  manifest: Manifest,
  out: string,
  surroundings: Surroundings,
): Promise<readonly string[]> {
  const folder = await realPathOf(resolve(surroundings.cwd, out));
  const trusted = await trustedFolders(folder, surroundings);
  const paths = new Set([...manifest.documents.keys()].map((path) => resolve(folder, path)));
  for (const path of paths) {
    const document = relative(folder, path);
    // Before it is looked at, so that nothing can be learnt about what lies outside.
    if (!(await isTrusted(path, trusted))) throw outOfReach(document, out);
    const shown = relative(surroundings.cwd, path);
    if (!(await isDocument(shown, path))) throw missing(document, out);
  }
  return [...paths].sort(byCodePoint);
}

/** A command may run at the top of the disk or in the home folder, which opens neither. */
async function trustedFolders(out: string, surroundings: Surroundings): Promise<readonly string[]> {
  const { cwd, root } = surroundings;
  const asked = root === undefined ? undefined : await realPathOf(resolve(cwd, root));
  const home = homeFolder();
  const folders = await foldersInReach(out, surroundings);
  return folders.filter(
    (folder) => folder === asked || (folder !== home && dirname(folder) !== folder),
  );
}

/** Where the system cannot say what a path leads to, it counts by its name. */
async function isTrusted(path: string, trusted: readonly string[]): Promise<boolean> {
  return isInReach(await realPathOf(path).catch(() => path), trusted);
}

function outOfReach(document: string, out: string): UsageError {
  return new UsageError(
    `The manifest ${out}/${MANIFEST_NAME} names the document ${document}, which check does not open by itself: it is hidden, or lies neither in the folder you are working in nor in the git repository of ${out}.`,
    'If it is the right one, name it as you did for generate, or give its folder with --root.',
  );
}

function missing(document: string, out: string): UsageError {
  return new UsageError(
    `There is no file ${document}, which the manifest ${out}/${MANIFEST_NAME} names.`,
    `The path starts from ${out}. Restore the document, or generate from those that are left.`,
  );
}
