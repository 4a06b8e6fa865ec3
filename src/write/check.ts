import { createTwoFilesPatch } from 'diff';
import type { OutputFile } from '../render/output-file.js';
import { byCodePoint } from '../system/code-point-order.js';
import { look } from './disk-entry.js';
import type { Manifest } from './manifest.js';
import { hashText, withLineFeeds } from './text-hash.js';

/** `outdated` is also a file that is given now and was not when the manifest was written. */
export type DriftKind = 'missing' | 'changed' | 'outdated' | 'orphaned';

/** One file of the output folder that is not what the documents give. */
export interface Drift {
  readonly kind: DriftKind;
  /** Relative to the output folder, POSIX. */
  readonly path: string;
  /** Unified, from the disk to the output; absent where only one side exists. */
  readonly diff?: string;
}

/** Beyond this many changed lines a diff says nothing to a reader and takes long to find. */
const MAX_EDITS = 2_000;

/**
 * Compares a folder with what its documents give now; line endings do not matter, and files that
 * neither the manifest nor the output names are not looked at. Ordered by path.
 */
export async function check(
  folder: string,
  files: readonly OutputFile[],
  manifest: Manifest,
): Promise<readonly Drift[]> {
  const given = new Map(files.map(({ path, text }) => [path, text]));
  const paths = [...new Set([...given.keys(), ...manifest.files.keys()])].sort(byCodePoint);
  const drifts: Drift[] = [];
  for (const path of paths) {
    const expected = { text: given.get(path), hash: manifest.files.get(path) };
    const drift = await compare(folder, path, expected);
    if (drift !== undefined) drifts.push(drift);
  }
  return drifts;
}

/** What a path should hold: the text given now, and the hash that the manifest lists. */
interface Expected {
  readonly text: string | undefined;
  readonly hash: string | undefined;
}

async function compare(
  folder: string,
  path: string,
  { text, hash }: Expected,
): Promise<Drift | undefined> {
  if (text === undefined) return { kind: 'orphaned', path };
  const entry = await look(folder, path);
  if (entry.kind !== 'file') return { kind: hash === undefined ? 'outdated' : 'missing', path };
  if (entry.hash === hashText(text)) return undefined;
  const edited = hash !== undefined && entry.hash !== hash;
  return { kind: edited ? 'changed' : 'outdated', path, ...diffOf(path, entry.text, text) };
}

function diffOf(path: string, disk: string, given: string): { readonly diff?: string } {
  const texts = [withLineFeeds(disk), withLineFeeds(given)] as const;
  const options = { context: 3, maxEditLength: MAX_EDITS };
  const diff = createTwoFilesPatch(
    `a/${path}`,
    `b/${path}`,
    ...texts,
    'on disk',
    'generated',
    options,
  );
  return diff === undefined ? {} : { diff: diff.replace(/^=+\n/, '') };
}
