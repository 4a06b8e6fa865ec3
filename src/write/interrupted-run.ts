import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { look } from './disk-entry.js';
import { parseManifest } from './manifest.js';
import { statOf } from './stat-of.js';
import { isAbsent } from './system-error.js';

/** The staging folder of a run: `<prefix><process id>-<random>`. */
export const STAGING_PREFIX = '.asyncapi-bindgen-stage-';
/** In a staging folder, the manifest that its run was about to leave. */
export const JOURNAL_NAME = 'manifest.json';
/** A run takes seconds: after this time another process has got its id. */
const ABANDONED_AFTER_MS = 3_600_000;

/** What a run that was killed left behind. */
export interface InterruptedRun {
  readonly staging: string;
  /** By path, the hash of what it wrote or was about to write. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * The runs into `folder` that did not come to their end; those still at work are left alone. What
 * only bears the name of a staging folder, such as a link, is none.
 */
export async function findInterruptedRuns(folder: string): Promise<readonly InterruptedRun[]> {
  const runs: InterruptedRun[] = [];
  for (const name of await namesIn(folder)) {
    const staging = join(folder, name);
    if (name.startsWith(STAGING_PREFIX) && (await isAbandoned(staging, name))) {
      runs.push({ staging, files: await readJournal(staging) });
    }
  }
  return runs;
}

/** Best done last: what cannot be removed now does no harm, and a later run removes it. */
export async function removeInterruptedRuns(runs: readonly InterruptedRun[]): Promise<void> {
  const removals = runs.map(({ staging }) => rm(staging, { recursive: true, force: true }));
  await Promise.allSettled(removals);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

async function isAbandoned(staging: string, name: string): Promise<boolean> {
  const stats = await statOf(staging);
  if (stats?.isDirectory() !== true) return false;
  const id = Number.parseInt(name.slice(STAGING_PREFIX.length), 10);
  if (id === process.pid || !isAlive(id)) return true;
  return Date.now() - stats.mtimeMs > ABANDONED_AFTER_MS;
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
  const entry = await look(staging, JOURNAL_NAME);
  const manifest = entry.kind === 'file' ? parseManifest(entry.text) : entry.kind;
  return typeof manifest === 'string' ? new Map<string, string>() : manifest.files;
}
