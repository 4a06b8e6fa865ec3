import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLoader, type Load } from '../../src/loader.js';
import { documentNumber, type RandomDocument, type Source } from './document.arbitrary.js';
import { judge, writeDocument, type Verdict } from './judge.js';
import { createOutputCheck, doesNotCompile, type OutputCheck } from './output-check.js';
import { reduce } from './reduce.js';

/** What is tried; document `from + n` of a seed and its sources is the same in every campaign. */
export interface CampaignOptions {
  /** They take turns. */
  readonly sources: readonly Source[];
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  /** Documents whose outputs are type-checked together. */
  readonly batch: number;
  /** How long a document that fails may be reduced. */
  readonly reduceMilliseconds: number;
  /** Called before each document with its number and the folder that it is written to. */
  readonly onStart?: (number: number, folder: string) => void;
  readonly onFailure?: (failure: Failure) => void;
  readonly onProgress?: (tally: Tally) => void;
}

export interface Failure {
  readonly number: number;
  readonly document: RandomDocument;
  readonly failures: readonly string[];
  /** Holds the document as it was, and beside it the reduced one. */
  readonly folder: string;
}

/** Counts by kind and outcome, e.g. `valid generated`. */
export interface Tally {
  readonly documents: number;
  readonly outcomes: ReadonlyMap<string, number>;
  readonly codes: ReadonlyMap<string, number>;
  readonly milliseconds: readonly number[];
  readonly failures: readonly Failure[];
}

interface Running extends Tally {
  documents: number;
  readonly outcomes: Map<string, number>;
  readonly codes: Map<string, number>;
  readonly milliseconds: number[];
  readonly failures: Failure[];
}

/** Generates random documents in this process, one after the other, and judges each. */
export async function campaign(options: CampaignOptions): Promise<Tally> {
  const { seed, from, count, batch, sources } = options;
  const work = await mkdtemp(join(tmpdir(), 'random-documents-'));
  const tally: Running = {
    documents: 0,
    outcomes: new Map(),
    codes: new Map(),
    milliseconds: [],
    failures: [],
  };
  const loader = createLoader();
  const outputs = createOutputCheck();
  const checkOutputs = async (): Promise<void> => {
    for (const [name, failures] of outputs.run()) {
      await recordFailure(Number(name), { failures, work, tally, loader }, options);
    }
  };
  for (let number = from; number < from + count; number += 1) {
    const document = documentNumber(seed, number, sources);
    const folder = join(work, 'current');
    options.onStart?.(number, folder);
    const verdict = await judge(document, folder, { loader, twice: number % 10 === 0 });
    record(tally, document, verdict);
    if (verdict.outcome === 'generated') outputs.add(String(number), verdict.files);
    const { failures } = verdict;
    if (failures.length > 0)
      await recordFailure(number, { failures, work, tally, loader }, options);
    if (outputs.size >= batch) await checkOutputs();
    options.onProgress?.(tally);
  }
  await checkOutputs();
  if (tally.failures.length === 0) await rm(work, { recursive: true });
  return tally;
}

function record(tally: Running, document: RandomDocument, verdict: Verdict): void {
  const outcome = `${document.kind} ${verdict.outcome}`;
  tally.documents += 1;
  tally.outcomes.set(outcome, (tally.outcomes.get(outcome) ?? 0) + 1);
  tally.milliseconds.push(verdict.milliseconds);
  for (const code of verdict.codes) tally.codes.set(code, (tally.codes.get(code) ?? 0) + 1);
}

interface Found {
  readonly failures: readonly string[];
  readonly work: string;
  readonly tally: Running;
  readonly loader: Load;
}

async function recordFailure(
  number: number,
  { failures, work, tally, loader }: Found,
  { seed, sources, reduceMilliseconds, onFailure }: CampaignOptions,
): Promise<void> {
  const document = documentNumber(seed, number, sources);
  const folder = join(work, `${seed}-${number}`);
  await writeDocument(document, folder);
  const failure = { number, document, failures, folder };
  tally.failures.push(failure);
  if (reduceMilliseconds > 0) {
    const outputs = createOutputCheck();
    const reducing = { folder: join(work, 'reducing'), outputs, loader };
    const files = await reduce(
      document.files,
      (tried) => failsAlike({ ...document, files: tried }, failures, reducing),
      reduceMilliseconds,
    );
    await writeDocument({ ...document, files }, `${folder}-reduced`);
  }
  onFailure?.(failure);
}

/** What makes two failures the same: the words, without names and numbers. */
function shape(failure: string): string {
  return failure.replaceAll(/[^ ]*[/\d"'\\][^ ]*/g, '…').slice(0, 80);
}

interface Reducing {
  readonly folder: string;
  readonly outputs: OutputCheck;
  readonly loader: Load;
}

async function failsAlike(
  document: RandomDocument,
  failures: readonly string[],
  { folder, outputs, loader }: Reducing,
): Promise<boolean> {
  const wanted = new Set(failures.slice(0, 1).map(shape));
  const {
    failures: found,
    files,
    outcome,
  } = await judge(document, folder, { loader, twice: true });
  if (found.some((each) => wanted.has(shape(each)))) return true;
  if (outcome !== 'generated' || !failures.some((each) => each.includes(doesNotCompile))) {
    return false;
  }
  outputs.add('', files);
  return [...outputs.run().values()].flat().some((each) => wanted.has(shape(each)));
}
