import { lstatSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { look } from './disk-entry.js';
import { removeEmptyFolders } from './folders.js';
import { LARGEST_MANIFEST_MIB, parseManifest } from './manifest.js';
import { isAbsent } from '../system/system-error.js';

/** The staging folder of a run: `<prefix><process id>-<random>`. */
export const STAGING_PREFIX = '.asyncapi-bindgen-stage-';
/** In a staging folder, the manifest that its run was about to leave. */
export const JOURNAL_NAME = 'manifest.json';
/** A run adds to its staging folder for seconds only: after this time another process has got its id. */
const ABANDONED_AFTER_MS = 60_000;

/** What a run that was killed left behind. */
export interface InterruptedRun {
  /** Its staging folder. */
  readonly path: string;
  /** By path, the hash of what it wrote or was about to write. */
  readonly files: ReadonlyMap<string, string>;
}

/** The runs into `folder` that did not come to their end; those still at work are left alone. */
export async function findInterruptedRuns(folder: string): Promise<readonly InterruptedRun[]> {
  const runs: InterruptedRun[] = [];
  for (const staging of stagingFoldersIn(folder)) {
    if (!isAtWork(staging)) runs.push({ ...staging, files: await readJournal(staging.path) });
  }
  return runs;
}

/** The staging folder of another run into `folder` that has not ended. */
export function findRunAtWork(folder: string): string | undefined {
  return stagingFoldersIn(folder).find(isAtWork)?.path;
}

/**
 * Best done last: what cannot be removed now does no harm, and a later run removes it. With them go
 * the folders of `vacated` paths that they left empty.
 */
export async function removeInterruptedRuns(
  folder: string,
  runs: readonly InterruptedRun[],
  vacated: readonly string[],
): Promise<void> {
  if (runs.length === 0) return;
  for (const path of vacated) removeEmptyFolders(dirname(join(folder, path)), folder);
  const removals = runs.map(({ path }) => rm(path, { recursive: true, force: true }));
  await Promise.allSettled(removals);
}

interface StagingFolder {
  readonly path: string;
  /** Of the process that made it; NaN where the name does not say. */
  readonly processId: number;
  readonly changedMs: number;
}

/** What only bears the name of a staging folder, such as a link, is none. */
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

/** One that bears our own id is ours, or of a process that had the id before us. */
function isAtWork({ processId, changedMs }: StagingFolder): boolean {
  if (processId === process.pid || !isAlive(processId)) return false;
  return Date.now() - changedMs <= ABANDONED_AFTER_MS;
}

/** Signal 0 asks without sending anything; EPERM comes from a process of another user. */
function isAlive(id: number): boolean {
  if (!Number.isSafeInteger(id) || id <= 0) return false;
  try {
    return process.kill(id, 0);
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM';
  }
}

/** Empty where the run did not come to write it whole, and so had changed nothing. */
async function readJournal(staging: string): Promise<ReadonlyMap<string, string>> {
  const entry = await look(staging, JOURNAL_NAME, LARGEST_MANIFEST_MIB);
  const manifest = entry.kind === 'file' ? parseManifest(entry.text) : entry.kind;
  return typeof manifest === 'string' ? new Map<string, string>() : manifest.files;
}
