import { createTwoFilesPatch } from 'diff';
import type { OutputFile } from '../render/output-file.js';
import { byCodePoint } from '../system/code-point-order.js';
import { look } from './disk-entry.js';
import type { Manifest } from './manifest.js';
import { hashText, withLineFeeds } from './text-hash.js';

/**
 * How a file differs. A file that is new since the manifest was written is `outdated`, too. `new` is a
 * document that a glob of the last run matches now.
 */
export type DriftKind = 'missing' | 'changed' | 'outdated' | 'orphaned' | 'new';

/** A file of the output folder that differs from what the documents generate, or a new document. */
export interface Drift {
  readonly kind: DriftKind;
  /** POSIX path relative to the output folder. */
  readonly path: string;
  /** Unified diff from the file on disk to the new one; absent if only one of them exists. */
  readonly diff?: string;
}

/** Diffs with more changed lines are not computed: they take long and help no reader. */
const MAX_EDITS = 2_000;

/**
 * Compares a folder with what its documents generate now; returns differences sorted by path. It
 * ignores line endings, and files that neither the manifest nor the output lists.
 */
export function check(
  folder: string,
  files: readonly OutputFile[],
  manifest: Manifest,
): readonly Drift[] {
  const given = new Map(files.map(({ path, text }) => [path, text]));
  const paths = [...new Set([...given.keys(), ...manifest.files.keys()])].sort(byCodePoint);
  const drifts: Drift[] = [];
  for (const path of paths) {
    const expected = { text: given.get(path), hash: manifest.files.get(path) };
    const drift = compare(folder, path, expected);
    if (drift !== undefined) drifts.push(drift);
  }
  return drifts;
}

/** What a file should be: its new content, and the hash in the manifest. */
interface Expected {
  readonly text: string | undefined;
  readonly hash: string | undefined;
}

function compare(folder: string, path: string, { text, hash }: Expected): Drift | undefined {
  if (text === undefined) return { kind: 'orphaned', path };
  const entry = look(folder, path);
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
