import { setTimeout as delay } from 'node:timers/promises';
import { findRunAtWork } from './interrupted-run.js';
import { shown } from './problem.js';
import { openStaging, type Staging } from './staging.js';
import { WriteFault } from './write-fault.js';

/** How long to wait: longer than the time after which a staging folder counts as abandoned. */
const MOST_WAIT_MS = 70_000;
/** Limits of the random pause, so that two runs that collide retry at different times. */
const SHORTEST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 100;

/**
 * Waits until no other run is active in `folder`, and keeps others out until the result is
 * discarded.
 */
export async function claim(folder: string, mostWaitMs = MOST_WAIT_MS): Promise<Staging> {
  const end = Date.now() + mostWaitMs;
  for (;;) {
    const staging = findRunAtWork(folder) === undefined ? openAlone(folder) : undefined;
    if (staging !== undefined) return staging;
    if (Date.now() > end) throw stillAtWork(folder);
    await delay(SHORTEST_PAUSE_MS + Math.random() * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS));
  }
}

/**
 * Returns a staging folder if no other run is active. Runs create theirs before they look for
 * others, so of two at least one sees the other.
 */
function openAlone(folder: string): Staging | undefined {
  const staging = openStaging(folder);
  if (findRunAtWork(folder) === undefined) return staging;
  staging.discard();
  return undefined;
}

function stillAtWork(folder: string): WriteFault {
  const staging = shown(findRunAtWork(folder) ?? folder);
  return new WriteFault(
    'Another run is using the output folder',
    `Wait until it has ended and run the command again. If there is no other run, remove ${staging} first.`,
  );
}
