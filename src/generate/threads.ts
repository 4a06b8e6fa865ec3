import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { hasErrors } from '../diagnostics/errors.js';
import type { DocumentBindings, Task } from './document-bindings.js';
import type { GenerateOptions } from './options.js';

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
 * Generates the bindings of documents in several threads, each document in one of them. Returns them
 * in the order of the documents. After an error, the other documents are only checked.
 */
export async function bindInThreads(
  specs: readonly string[],
  { loader: _loader, onStep, ...options }: GenerateOptions,
): Promise<readonly DocumentBindings[]> {
  const results: DocumentBindings[] = [];
  const tasks = specs.entries();
  let isWanted = true;
  const work = async (worker: Worker): Promise<void> => {
    for (const [index, spec] of tasks) {
      onStep?.({ kind: 'read', spec, done: index, total: specs.length });
      const result = await perform({ spec, isWanted }, worker);
      isWanted &&= !hasErrors(result.diagnostics);
      results[index] = result;
    }
  };
  const file = workerFile();
  if (file === undefined) throw new Error('The module of the threads is missing.');
  const workers = Array.from({ length: threadsFor(specs.length) }, () => new Worker(file));
  for (const worker of workers) worker.postMessage(options);
  try {
    await Promise.all(workers.map(work));
    return results;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Lets a thread perform a task. Rejects if the thread fails, which is a bug. */
function perform(task: Task, worker: Worker): Promise<DocumentBindings> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (result: DocumentBindings) => {
      worker.off('error', reject);
      resolve(result);
    });
    worker.postMessage(task);
  });
}

/** Finds the module of the threads: beside this one, or in the bundle in the folder above its chunks. */
function workerFile(): URL | undefined {
  return ['./worker.js', '../worker.js']
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(url));
}
