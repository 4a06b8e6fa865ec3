/** A thread that generates the bindings of documents. Its first message has the options. */
import { parentPort } from 'node:worker_threads';
import { createBindDocument, type Task } from './document-bindings.js';
import type { GenerateOptions } from './options.js';

parentPort?.once('message', (options: GenerateOptions) => {
  const bindDocument = createBindDocument(options);
  parentPort?.on('message', (task: Task) => {
    void bindDocument(task).then((result) => parentPort?.postMessage(result));
  });
});
