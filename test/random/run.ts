/** `npm run test:random -- --count 10000 --seed 1`: generates random documents and judges each. */
import { parseArgs } from 'node:util';
import { campaign, type Failure, type Tally } from './campaign.js';
import { startWatchdog } from './watchdog.js';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 30)) },
    from: { type: 'string', default: '0' },
    batch: { type: 'string', default: '200' },
    reduce: { type: 'string', default: '60' },
  },
});
const seed = Number(values.seed);

function printFailure({ number, document, failures, folder }: Failure): void {
  console.log(`FAILED   seed ${seed}, number ${number} (${document.version}, ${document.kind})`);
  for (const failure of failures.slice(0, 5)) console.log(`  ${failure}`);
  console.log(`  ${folder}`);
}

function printProgress(tally: Tally): void {
  if (tally.documents % 100 !== 0) return;
  const seconds = tally.milliseconds.slice(-100).reduce((sum, each) => sum + each, 0) / 1000;
  const { failures, documents } = tally;
  console.log(
    `${documents} documents, ${failures.length} failures; 100 in ${seconds.toFixed(1)} s`,
  );
}

function byCount(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a);
  return sorted.map(([name, count]) => `${count} ${name}`).join(', ');
}

const watchdog = startWatchdog(600_000);
const start = performance.now();
const tally = await campaign({
  seed,
  from: Number(values.from),
  count: Number(values.count),
  batch: Number(values.batch),
  reduceMilliseconds: Number(values.reduce) * 1000,
  onStart: (number, folder) => watchdog.feed(`seed ${seed}, number ${number}: ${folder}`),
  onFailure: printFailure,
  onProgress: printProgress,
});
await watchdog.stop();
const times = tally.milliseconds.toSorted((a, b) => a - b);
const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(0);
console.log(`\nFindings: ${byCount(tally.codes)}`);
console.log(`Documents by kind: ${byCount(tally.outcomes)}`);
console.log(
  [
    `seed ${seed}: ${tally.documents} documents`,
    `${tally.failures.length} failures`,
    `median ${at(0.5)} ms, 99% ${at(0.99)} ms, longest ${(times.at(-1) ?? 0).toFixed(0)} ms`,
    `${((performance.now() - start) / 1000).toFixed(0)} s in all`,
  ].join(' · '),
);
process.exitCode = tally.failures.length === 0 ? 0 : 1;
