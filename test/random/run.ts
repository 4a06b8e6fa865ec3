/**
 * `npm run test:random -- --count 10000 --seed 1` makes random documents and mutations of real ones by
 * turns, generates each, and judges what comes of it.
 *
 * - `--source random` or `--source mutated` makes only these.
 * - `--documents <folder>` mutates the documents below that folder instead of those under `specs/`.
 * - `--from 17 --count 1`, with the same seed, source and documents, makes number 17 again.
 * - `--batch 100` outputs are type-checked together, `--reduce 60` is how many seconds a document that
 *   fails is reduced.
 */
import { parseArgs } from 'node:util';
import { join, resolve } from 'node:path';
import { root } from '../support/project.js';
import { campaign, type Failure, type Tally } from './campaign.js';
import { drawDocument, type Source } from './document.arbitrary.js';
import { mutatedDocuments } from './mutated.js';
import { readDocuments } from './real-documents.js';
import { startWatchdog } from './watchdog.js';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 30)) },
    from: { type: 'string', default: '0' },
    batch: { type: 'string', default: '100' },
    reduce: { type: 'string', default: '60' },
    source: { type: 'string', default: 'both' },
    documents: { type: 'string', default: join(root, 'specs') },
  },
});
const seed = Number(values.seed);

async function readSources(): Promise<readonly Source[]> {
  const { source, documents } = values;
  if (source === 'random') return [drawDocument];
  const mutated = mutatedDocuments(await readDocuments(resolve(documents)));
  if (source === 'mutated') return [mutated];
  if (source === 'both') return [drawDocument, mutated];
  throw new Error(`--source is random, mutated or both, not ${source}`);
}

function printFailure({ number, document, failures, folder }: Failure): void {
  console.log(`FAILED   seed ${seed}, number ${number} (${document.origin}, ${document.kind})`);
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
  sources: await readSources(),
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
