import { lstatSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { look } from './disk-entry.js';
import { removeEmptyFolders } from './folders.js';
import type { Ledger, LedgerFiles } from './ledger.js';
import { LARGEST_LEDGER_MIB } from './ledger-json.js';
import { isAbsent } from '../system/system-error.js';

/** The prefix of staging folders: `<prefix><process id>-<random>`. */
export const STAGING_PREFIX = '.asyncapi-bindgen-stage-';
/** The file in a staging folder with the new ledger of its run. */
export const JOURNAL_NAME = 'manifest.json';
/**
 * A staging folder unchanged for this long is abandoned: its process id then belongs to another
 * process.
 */
const ABANDONED_AFTER_MS = 60_000;

/** What a killed run has left behind. */
export interface InterruptedRun extends LedgerFiles {
  /** The path of its staging folder. */
  readonly path: string;
}

/** Finds the interrupted runs of `folder`. Runs that are still active are ignored. */
export function findInterruptedRuns(
  folder: string,
  { filesIn }: Pick<Ledger, 'filesIn'>,
): readonly InterruptedRun[] {
  return stagingFoldersIn(folder)
    .filter((staging) => !isAtWork(staging))
    .map((staging) => ({ ...staging, ...filesIn(readJournal(staging.path)) }));
}

/** Finds the staging folder of another active run in `folder`. */
export function findRunAtWork(folder: string): string | undefined {
  return stagingFoldersIn(folder).find(isAtWork)?.path;
}

/**
 * Removes the staging folders of interrupted runs that are complete now, and the empty folders of `vacated` paths. What
 * cannot be removed does no harm, and a later run removes it.
 */
export async function removeInterruptedRuns(
  folder: string,
  runs: readonly InterruptedRun[],
  vacated: readonly string[],
): Promise<void> {
  if (runs.length === 0) return;
  for (const path of vacated) removeEmptyFolders(dirname(join(folder, path)), folder);
  const complete = runs.filter(({ hasOthers }) => !hasOthers);
  const removals = complete.map(({ path }) => rm(path, { recursive: true, force: true }));
  await Promise.allSettled(removals);
}

interface StagingFolder {
  readonly path: string;
  /** The id of the process that created it; NaN if the name has none. */
  readonly processId: number;
  readonly changedMs: number;
}

/** Finds the staging folders. Other entries with such a name, e.g. links, are ignored. */
function stagingFoldersIn(folder: string): readonly StagingFolder[] {
  const names = namesIn(folder).filter((name) => name.startsWith(STAGING_PREFIX));
  return names.flatMap((name) => {
    const path = join(folder, name);
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory() !== true) return [];
    const processId = Number.parseInt(name.slice(STAGING_PREFIX.length), 10);
    return [{ path, processId, changedMs: stats.mtimeMs }];
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

/** Whether the run of a staging folder is active. Ours has our own process id and does not count. */
function isAtWork({ processId, changedMs }: StagingFolder): boolean {
  if (processId === process.pid || !isAlive(processId)) return false;
  return Date.now() - changedMs <= ABANDONED_AFTER_MS;
}

/**
 * Whether a process exists. Signal 0 only tests this; EPERM means that it belongs to another user.
 */
function isAlive(id: number): boolean {
  if (!Number.isSafeInteger(id) || id <= 0) return false;
  try {
    return process.kill(id, 0);
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM';
  }
}

/** Reads the new ledger of a run; an empty text if there is none, since then nothing was changed. */
function readJournal(staging: string): string {
  const entry = look(staging, JOURNAL_NAME, LARGEST_LEDGER_MIB);
  return entry.kind === 'file' ? entry.text : '';
}
