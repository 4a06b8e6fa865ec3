import { readFileSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { ancestors } from './output-name.js';
import { statOf } from './stat-of.js';
import { hashText } from './text-hash.js';

/** What is at a path of the output folder. */
export type DiskEntry =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly text: string; readonly hash: string }
  | { readonly kind: 'blocked'; readonly at: string; readonly what: string };

/** Larger than any generated file, and below the longest string of JavaScript. */
const LARGEST_MIB = 256;
const MIB = 1_048_576;

/**
 * Reads what is at `path` (relative, POSIX) without following symbolic links below `folder`. Files of
 * more than `largestMib` are not read.
 */
export function look(folder: string, path: string, largestMib = LARGEST_MIB): DiskEntry {
  for (const ancestor of ancestors(path)) {
    const kind = kindOf(statOf(join(folder, ancestor)));
    if (kind === 'absent') return { kind };
    if (kind !== 'a folder') return { kind: 'blocked', at: ancestor, what: kind };
  }
  const stats = statOf(join(folder, path));
  const kind = kindOf(stats);
  if (kind === 'absent') return { kind };
  if (kind !== 'a file') return { kind: 'blocked', at: path, what: kind };
  if (stats !== undefined && stats.size > largestMib * MIB) {
    return { kind: 'blocked', at: path, what: `a file of more than ${largestMib} MiB` };
  }
  const text = readFileSync(join(folder, path), 'utf8');
  return { kind: 'file', text, hash: hashText(text) };
}

type Kind = 'absent' | 'a file' | 'a folder' | 'a symbolic link' | 'a special file';

function kindOf(stats: Stats | undefined): Kind {
  if (stats === undefined) return 'absent';
  if (stats.isFile()) return 'a file';
  if (stats.isDirectory()) return 'a folder';
  return stats.isSymbolicLink() ? 'a symbolic link' : 'a special file';
}
