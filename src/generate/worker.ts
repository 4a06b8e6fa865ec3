/** A thread that generates the bindings of documents beside the main thread. */
import { parentPort } from 'node:worker_threads';
import { performTasks } from './document-bindings.js';
import type { Tasks } from './tasks.js';

parentPort?.once('message', (tasks: Tasks) => {
  void perform(tasks);
});

async function perform(tasks: Tasks): Promise<void> {
  for await (const performed of performTasks(tasks)) parentPort?.postMessage(performed);
}
