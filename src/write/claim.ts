import { setTimeout as delay } from 'node:timers/promises';
import { findRunAtWork } from './interrupted-run.js';
import { shown } from './problem.js';
import { openStaging, type Staging } from './staging.js';
import { WriteFault } from './write-fault.js';

/** Longer than it takes until a staging folder counts as left behind. */
const MOST_WAIT_MS = 70_000;
/** Two that met try again at different times. */
const SHORTEST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 100;

/** Waits until no other run is at work in `folder`, and keeps others out until it is discarded. */
export async function claim(folder: string, mostWaitMs = MOST_WAIT_MS): Promise<Staging> {
  const end = Date.now() + mostWaitMs;
  for (;;) {
    const staging = findRunAtWork(folder) === undefined ? openAlone(folder) : undefined;
    if (staging !== undefined) return staging;
    if (Date.now() > end) throw stillAtWork(folder);
    await delay(SHORTEST_PAUSE_MS + Math.random() * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS));
  }
}

/** Each run makes its folder before it looks for others: of two, one at least sees the other. */
function openAlone(folder: string): Staging | undefined {
  const staging = openStaging(folder);
  if (findRunAtWork(folder) === undefined) return staging;
  staging.discard();
  return undefined;
}

function stillAtWork(folder: string): WriteFault {
  const staging = shown(findRunAtWork(folder) ?? folder);
  return new WriteFault(
    'Another run is at work in the output folder',
    `Wait for its end and run the command again. If there is none, remove ${staging} first.`,
  );
}
