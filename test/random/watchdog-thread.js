/** A thread of its own, since the one that hangs runs no timer. */
import { writeSync } from 'node:fs';
import { clearTimeout, setTimeout } from 'node:timers';
import { parentPort, workerData } from 'node:worker_threads';

let timer;
parentPort.on('message', (name) => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    writeSync(2, `HANGS    ${name}\n`);
    process.kill(process.pid, 'SIGKILL');
  }, workerData);
});
