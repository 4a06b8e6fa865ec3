/** Where the time goes, stage by stage, for the first document of a process and for the others. */
import { basename } from 'node:path';
import { apiNameOf } from '../src/plan/names/api-name.js';
import type { ApiPlan } from '../src/plan/plan.js';
import { Stages, type Stage, type StageTimes } from '../test/support/stages.js';
import { collections } from './collections.js';
import { printTable, round } from './table.js';

const stages: readonly Stage[] = ['load', 'model', 'plan', 'findings', 'lint', 'files', 'render'];

export async function printStageTimes(): Promise<void> {
  const latest = (await collections()).at(-1);
  if (latest === undefined) return;
  const { name, folder, documents } = latest;
  console.log(`## Processor time by stage, in ms (${name}, ${documents.length} documents)\n`);
  const [largest = '', ...others] = documents.toReversed();
  const timer = new Stages();
  const first = await timesOf([largest], folder, timer);
  const rest = await timesOf(others, folder, timer);
  printTable(
    ['stage', `first (${basename(largest)})`, 'others', 'others, each'],
    stages.map((stage) => {
      const ms = rest[stage] ?? 0;
      return [stage, round(first[stage] ?? 0, 0), round(ms, 0), round(ms / others.length, 1)];
    }),
  );
}

async function timesOf(
  documents: readonly string[],
  folder: string,
  timer: Stages,
): Promise<StageTimes> {
  const plans: ApiPlan[] = [];
  for (const document of documents) {
    plans.push(await timer.plan(await timer.load(document, folder), apiNameOf(document)));
  }
  await timer.render(await timer.files(plans));
  return timer.take();
}
