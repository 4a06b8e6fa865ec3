import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { DocumentBindings, PerformedTask } from './document-bindings.js';
import type { GenerateOptions } from './options.js';
import { createTasks } from './tasks.js';

/** The fewest documents that are worth a thread, since each thread has to load the tool. */
const fewestDocuments = 10;
/** The largest number of threads, since each needs as much memory as a run of its own. */
const mostThreads = 4;

/** Returns the number of threads that generate documents in the shortest time. */
export function threadsFor(documents: number): number {
  const most = Math.min(
    availableParallelism(),
    mostThreads,
    Math.floor(documents / fewestDocuments),
  );
  return workerFile() === undefined ? 1 : most;
}

/**
 * Generates the bindings of documents in this thread and in others, each document in one of them. Returns
 * them in the order of the documents.
 */
export async function bindInThreads(
  specs: readonly string[],
  { loader: _loader, onStep, ...options }: GenerateOptions,
): Promise<readonly DocumentBindings[]> {
  const file = workerFile();
  if (file === undefined) throw new Error('The module of the threads is missing.');
  const tasks = createTasks(specs, options);
  const results: DocumentBindings[] = [];
  const keep = ({ index, bindings }: PerformedTask): void => {
    results[index] = bindings;
  };
  const others = Array.from({ length: threadsFor(specs.length) - 1 }, () => new Worker(file));
  for (const other of others) other.postMessage(tasks);
  try {
    const ends = Promise.all(others.map((other) => endOf(other, keep)));
    // The other threads load the generator at the same time as this one.
    const { performTasks } = await import('./document-bindings.js');
    for await (const performed of performTasks(tasks, onStep)) keep(performed);
    await ends;
    return results;
  } finally {
    await Promise.all(others.map((other) => other.terminate()));
  }
}

/** Waits until a thread has no more to do. Rejects if the thread fails, which is a bug. */
function endOf(worker: Worker, onPerformed: (task: PerformedTask) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    worker
      .on('message', onPerformed)
      .once('error', reject)
      .once('exit', () => resolve());
  });
}

/** Finds the module of the threads: beside this one, or in the bundle in the folder above its chunks. */
function workerFile(): URL | undefined {
  return ['./worker.js', '../worker.js']
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(url));
}
