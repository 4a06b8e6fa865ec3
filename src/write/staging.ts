import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { ChangeSet } from './change-set.js';
import { makeFolder } from './folders.js';
import { JOURNAL_NAME, STAGING_PREFIX } from './interrupted-run.js';
import { WriteFault } from './write-fault.js';

/** The change of one file: it is created, replaced or removed. */
export interface Step {
  /** POSIX path relative to the output folder. The other paths are absolute. */
  readonly path: string;
  /** The staged new file; absent if the file is removed. */
  readonly fresh?: string;
  /** Where the old file is kept; absent if there is none. */
  readonly backup?: string;
  /** Whether it is the ledger, which is replaced last and needs no backup. */
  readonly isLedger?: true;
}

/** A private folder in the output folder, so that moving a file out of it is a rename. */
export interface Staging {
  readonly path: string;
  /**
   * Removes the staging folder, and the output folder if it was created for it and is empty. Never
   * throws: what cannot be removed now is removed by the next run.
   */
  readonly discard: () => void;
}

/** Creates a staging folder. Synchronous, so that no signal arrives before its path is known. */
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

/**
 * Writes everything that `commit` needs, so that a full disk is noticed before any file changes. Synchronous,
 * since asynchronous calls for each of many small files take many times as long.
 */
export function stage(
  folder: string,
  staging: Staging,
  {
    changes,
    ledger,
  }: {
    readonly changes: ChangeSet;
    readonly ledger: { readonly name: string; readonly text: string };
  },
): readonly Step[] {
  const journal = join(staging.path, JOURNAL_NAME);
  writeVerified(journal, ledger.text);
  mkdirSync(join(staging.path, 'new'));
  mkdirSync(join(staging.path, 'old'));
  const steps: Step[] = [];
  for (const [index, { path, text, replaces }] of changes.write.entries()) {
    const fresh = join(staging.path, 'new', String(index));
    writeVerified(fresh, text);
    const backup = join(staging.path, 'old', String(index));
    if (replaces) keep(join(folder, path), backup);
    steps.push({ path, fresh, ...(replaces && { backup }) });
  }
  const removals = changes.remove.map((path, index) => ({
    path,
    backup: join(staging.path, 'old', `removed-${String(index)}`),
  }));
  return [...steps, ...removals, { path: ledger.name, fresh: journal, isLedger: true }];
}

function removeTree(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 10 });
  } catch {
    // The next run removes it.
  }
}

function writeVerified(path: string, text: string): void {
  writeFileSync(path, text, { flag: 'wx' });
  if (readFileSync(path, 'utf8') === text) return;
  throw new WriteFault(
    'A file on disk differs from what was written',
    'Check the disk, or choose a folder on another one with -o.',
  );
}

/**
 * Keeps a file as a hard link, which preserves its times, or as a copy if links are not supported.
 */
function keep(path: string, backup: string): void {
  try {
    linkSync(path, backup);
  } catch {
    copyFileSync(path, backup);
  }
}
