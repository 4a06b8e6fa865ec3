import { mkdtempSync, rmSync } from 'node:fs';
import { copyFile, link, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChangeSet } from './change-set.js';
import { makeFolder } from './folders.js';
import { JOURNAL_NAME, STAGING_PREFIX } from './interrupted-run.js';
import { MANIFEST_NAME } from './manifest.js';
import { WriteFault } from './write-fault.js';

/** One file of the output folder to be put in place, replaced or removed. */
export interface Step {
  /** Relative to the output folder, POSIX; the others are absolute. */
  readonly path: string;
  /** The staged file that takes the place; absent where the target goes. */
  readonly fresh?: string;
  /** Where the present file is kept; absent where there is none. */
  readonly backup?: string;
}

/** A private folder next to the files, so that moving from it is a rename. */
export interface Staging {
  readonly path: string;
  /**
   * Removes it, and the output folder if it was made for it and stayed empty. Never throws: what
   * cannot be removed now is removed by the next run.
   */
  readonly discard: () => void;
}

/** Synchronous, so that no signal comes between making the folder and knowing of it. */
export function openStaging(folder: string): Staging {
  const unmake = makeFolder(folder);
  try {
    const path = mkdtempSync(join(folder, `${STAGING_PREFIX}${String(process.pid)}-`));
    return {
      path,
      discard: () => {
        removeTree(path);
        unmake();
      },
    };
  } catch (error) {
    unmake();
    throw error;
  }
}

/** Writes everything that `commit` needs, so that a full disk shows before a file is touched. */
export async function stage(
  folder: string,
  staging: Staging,
  { changes, manifest }: { readonly changes: ChangeSet; readonly manifest: string },
): Promise<readonly Step[]> {
  const journal = join(staging.path, JOURNAL_NAME);
  await writeVerified(journal, manifest);
  await mkdir(join(staging.path, 'new'));
  await mkdir(join(staging.path, 'old'));
  const steps: Step[] = [];
  for (const [index, { path, text, replaces }] of changes.write.entries()) {
    const fresh = join(staging.path, 'new', String(index));
    await writeVerified(fresh, text);
    const backup = join(staging.path, 'old', String(index));
    if (replaces) await keep(join(folder, path), backup);
    steps.push({ path, fresh, ...(replaces && { backup }) });
  }
  const removals = changes.remove.map((path, index) => ({
    path,
    backup: join(staging.path, 'old', `removed-${String(index)}`),
  }));
  return [...steps, ...removals, { path: MANIFEST_NAME, fresh: journal }];
}

/** Times that a folder is emptied: at a signal, writes that are under way may still add files. */
const MOST_ATTEMPTS = 20;

function removeTree(path: string): void {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    try {
      rmSync(path, { recursive: true, force: true, maxRetries: 1, retryDelay: 10 });
      return;
    } catch {
      // Emptied once more: a retry of `rmSync` itself would only try to remove the folder again.
    }
  }
}

async function writeVerified(path: string, text: string): Promise<void> {
  await writeFile(path, text, { flag: 'wx' });
  if ((await readFile(path, 'utf8')) === text) return;
  throw new WriteFault(
    'A file does not read back as it was written',
    'Check the disk, or choose a folder on another one with -o.',
  );
}

/** A second name for the file keeps its times; a file system without links gets a copy. */
async function keep(path: string, backup: string): Promise<void> {
  try {
    await link(path, backup);
  } catch {
    await copyFile(path, backup);
  }
}
