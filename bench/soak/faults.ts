/** Breaks the connections every few seconds. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Mosquitto } from '../../test/support/broker.js';
import type { Proxy } from '../../test/support/proxy.js';

/** Time between two faults: from this one to twice as long. */
const PAUSE_MS = 2_000;

/** What a fault needs. */
export interface Line {
  readonly proxy: Proxy;
  readonly broker: Mosquitto;
}

type Fault = (line: Line) => Promise<void> | void;

const faults: Readonly<Record<string, Fault>> = {
  cut: ({ proxy }) => proxy.cut(),
  'outage of 1 s': ({ proxy }) => proxy.cut(1_000),
  'stall of 2 s, then cut': async ({ proxy }) => {
    proxy.stall(2_000);
    await sleep(1_500);
    proxy.cut();
  },
  'refusal: not available': ({ proxy }) => proxy.refuse(3, 1_000),
  'refusal: not authorised': ({ proxy }) => proxy.refuse(5, 1_000),
  restart: ({ broker }) => broker.restart(),
};

/** Faults that come one after the other until they are stopped. */
export interface Faults {
  /** How often each fault came. */
  readonly counts: Readonly<Record<string, number>>;
  /** Holds the next fault back; resolves when the last one is over. */
  pause(): Promise<void>;
  resume(): void;
  /** Resolves when the last fault is over. */
  stop(): Promise<void>;
}

/** Starts faults in a random order. */
export function startFaults(line: Line): Faults {
  const names = Object.keys(faults);
  const counts = Object.fromEntries(names.map((name) => [name, 0]));
  let isStopped = false;
  let isPaused = false;
  let current = Promise.resolve();
  const run = async (): Promise<void> => {
    while (!isStopped) {
      await sleep(PAUSE_MS * (1 + Math.random()));
      if (isPaused) continue;
      const name = names[Math.floor(Math.random() * names.length)] ?? 'cut';
      current = Promise.resolve(faults[name]?.(line));
      await current;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    line.proxy.mend();
  };
  const running = run();
  return {
    counts,
    pause: () => {
      isPaused = true;
      return current;
    },
    resume: () => {
      isPaused = false;
    },
    stop: () => {
      isStopped = true;
      return running;
    },
  };
}
