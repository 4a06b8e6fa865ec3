import { Worker } from 'node:worker_threads';

/** Ends a process that hangs: a loop without end cannot be interrupted from within. */
export interface Watchdog {
  /** The next piece of work begins; `name` tells what hung if it never ends. */
  feed(name: string): void;
  stop(): Promise<void>;
}

export function startWatchdog(milliseconds: number): Watchdog {
  const worker = new Worker(new URL('./watchdog-thread.js', import.meta.url), {
    workerData: milliseconds,
  });
  worker.unref();
  return {
    feed: (name) => worker.postMessage(name),
    stop: async () => {
      await worker.terminate();
    },
  };
}
