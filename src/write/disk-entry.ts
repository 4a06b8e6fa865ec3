import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ancestors } from './output-name.js';
import { statOf } from './stat-of.js';
import { hashText } from './text-hash.js';

/** What stands at a path of the output folder. */
export type DiskEntry =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly text: string; readonly hash: string }
  | { readonly kind: 'blocked'; readonly at: string; readonly what: string };

/** No file of ours comes near it, and a text may not be much longer: 256 MiB. */
const LARGEST_BYTES = 268_435_456;

/** Looks at `path` (relative, POSIX) without following a symbolic link below `folder`. */
export async function look(folder: string, path: string): Promise<DiskEntry> {
  for (const ancestor of ancestors(path)) {
    const kind = await kindOf(join(folder, ancestor));
    if (kind === 'absent') return { kind };
    if (kind !== 'a folder') return { kind: 'blocked', at: ancestor, what: kind };
  }
  const kind = await kindOf(join(folder, path));
  if (kind === 'absent') return { kind };
  if (kind !== 'a file') return { kind: 'blocked', at: path, what: kind };
  const text = await readFile(join(folder, path), 'utf8');
  return { kind: 'file', text, hash: hashText(text) };
}

type Kind =
  | 'absent'
  | 'a file'
  | 'a file of more than 256 MiB'
  | 'a folder'
  | 'a symbolic link'
  | 'a special file';

async function kindOf(path: string): Promise<Kind> {
  const stats = await statOf(path);
  if (stats === undefined) return 'absent';
  if (stats.isFile()) return stats.size > LARGEST_BYTES ? 'a file of more than 256 MiB' : 'a file';
  if (stats.isDirectory()) return 'a folder';
  return stats.isSymbolicLink() ? 'a symbolic link' : 'a special file';
}
