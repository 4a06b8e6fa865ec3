import { dirname, relative, resolve } from 'node:path';
import { byCodePoint } from '../system/code-point-order.js';
import { MANIFEST_NAME, readManifest, type Manifest } from '../write/manifest.js';
import { homeFolder } from '../system/never-root.js';
import { portablePath } from '../system/portable-path.js';
import { realPathOf } from '../system/real-path.js';
import { foldersInReach, isInReach, type CommandFolders } from './reach.js';
import { isDocument, matchGlob, startOfGlob } from './specs.js';
import { quote } from '../diagnostics/shell.js';
import { UsageError } from './usage-error.js';

/** Reads the manifest of an output folder (absolute path), which is `given` in messages. */
export function openManifest(out: string, given: string): Manifest {
  const reading = readManifest(out);
  if (reading.kind === 'found') return reading.manifest;
  if (reading.kind === 'broken') {
    throw new UsageError(reading.diagnostic.message, reading.diagnostic.help);
  }
  const message = `${given} has no manifest of asyncapi-bindgen, so its documents and options are not known.`;
  throw new UsageError(message, `First run: asyncapi-bindgen generate <spec…> -o ${quote(given)}`);
}

/** The documents of a manifest as absolute paths, sorted by code point. */
export interface ManifestDocuments {
  /** The documents that it names; each is a path, never a glob. */
  readonly paths: readonly string[];
  /** Further documents that its globs match now and did not match when it was written. */
  readonly added: readonly string[];
  /** The arguments that name all of these to `generate`: its globs, and the paths that none of them matches. */
  readonly specs: readonly string[];
}

/**
 * Returns the documents of a manifest. The manifest is untrusted, since other people may change it.
 * Therefore its documents must lie in the working folder, in the git repository of the output folder,
 * or in `--root`, and a glob that leads out of these folders is ignored.
 */
export async function manifestDocuments(
  manifest: Manifest,
  out: string,
  commandFolders: CommandFolders,
): Promise<ManifestDocuments> {
  const folder = await realPathOf(resolve(commandFolders.cwd, out));
  const trusted = await trustedFolders(folder, commandFolders);
  const paths = new Set([...manifest.documents.keys()].map((path) => resolve(folder, path)));
  for (const path of paths) {
    const document = relative(folder, path);
    // This check precedes any access to the file, so a manifest cannot probe for files outside.
    if (!(await isTrusted(path, trusted))) throw outOfReach(document, out);
    const shown = relative(commandFolders.cwd, path);
    if (!(await isDocument(shown, path))) throw missing(document, out);
  }
  const matched = new Set<string>();
  const specs: string[] = [];
  for (const glob of [manifest.options['globs'] ?? []].flat()) {
    const matches = await matchesOf(glob, folder, trusted);
    if (matches.length > 0) specs.push(portablePath(commandFolders.cwd, resolve(folder, glob)));
    for (const path of matches) matched.add(path);
  }
  const named = [...paths].filter((path) => !matched.has(path));
  return {
    paths: [...paths].sort(byCodePoint),
    added: [...matched].filter((path) => !paths.has(path)).sort(byCodePoint),
    specs: [...specs, ...named.map((path) => relative(commandFolders.cwd, path)).sort(byCodePoint)],
  };
}

/** Globs of a manifest that are longer, or have groups, are ignored: matching could take very long. */
const longestGlob = 1000;

async function matchesOf(
  glob: string,
  folder: string,
  trusted: readonly string[],
): Promise<readonly string[]> {
  const isHarmless = glob.length <= longestGlob && !/[()]/.test(glob);
  const start = resolve(folder, await startOfGlob(glob));
  if (!isHarmless || !(await isTrusted(start, trusted))) return [];
  const matches = await matchGlob(glob, folder);
  const checked = await Promise.all(
    matches.map(async (path) => ((await isTrusted(path, trusted)) ? [path] : [])),
  );
  return checked.flat();
}

/** Returns the trusted folders. The home folder and the root of a disk are trusted only as `--root`. */
async function trustedFolders(
  out: string,
  commandFolders: CommandFolders,
): Promise<readonly string[]> {
  const { cwd, root } = commandFolders;
  const given = root === undefined ? undefined : await realPathOf(resolve(cwd, root));
  const home = homeFolder();
  const folders = await foldersInReach(out, commandFolders);
  return folders.filter(
    (folder) => folder === given || (folder !== home && dirname(folder) !== folder),
  );
}

/** Whether a path is in a trusted folder. A path that cannot be resolved is checked as written. */
async function isTrusted(path: string, trusted: readonly string[]): Promise<boolean> {
  return isInReach(await realPathOf(path).catch(() => path), trusted);
}

function outOfReach(document: string, out: string): UsageError {
  return new UsageError(
    `The manifest ${out}/${MANIFEST_NAME} names the document ${document}, which check does not open by default: it is hidden, or is neither in the working folder nor in the git repository of ${out}.`,
    'If you trust it, pass the document on the command line, or its folder with --root.',
  );
}

function missing(document: string, out: string): UsageError {
  return new UsageError(
    `There is no file ${document}, which the manifest ${out}/${MANIFEST_NAME} names.`,
    `The path is relative to ${out}. Restore the document, or run generate with the other documents.`,
  );
}
