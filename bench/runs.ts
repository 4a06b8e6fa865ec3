/** All documents of a date in one run, against five runs with one document each. */
import { collections, type Collection } from './collections.js';
import { generateCold, type Usage } from './command-line.js';
import { median, printTable, round } from './table.js';

const singles = 5;

interface Round {
  readonly all: Usage;
  /** One run for each of the smallest documents, and of the largest. */
  readonly smallest: readonly Usage[];
  readonly largest: readonly Usage[];
}

export async function printRuns(rounds: number): Promise<void> {
  console.log('## All documents in one run against five single runs\n');
  const rows: (string | number)[][] = [];
  for (const collection of await collections()) {
    const measured: Round[] = [];
    for (let index = 0; index < rounds; index += 1) measured.push(await measure(collection));
    rows.push(rowOf(collection, measured));
  }
  const ratios = ['smallest: wall', '(worst)', 'cpu', 'largest: wall', '(worst)', 'cpu'];
  printTable(['date', 'documents', 'wall s', 'cpu s', ...ratios, 'MB', 'MB single'], rows);
}

/** One after the other, so that a busy moment of the machine meets them all. */
async function measure({ documents, folder }: Collection): Promise<Round> {
  const smallest: Usage[] = [];
  const largest: Usage[] = [];
  const all = await generateCold(documents, folder);
  for (const document of documents.slice(0, singles)) {
    smallest.push(await generateCold([document], folder));
  }
  for (const document of documents.slice(-singles)) {
    largest.push(await generateCold([document], folder));
  }
  return { all, smallest, largest };
}

function rowOf({ name, documents }: Collection, rounds: readonly Round[]): (string | number)[] {
  const ratios = (part: 'smallest' | 'largest', unit: 'wall' | 'cpu'): readonly number[] =>
    rounds.map((each) => each.all[unit] / sum(each[part].map((single) => single[unit])));
  const shown = (part: 'smallest' | 'largest'): readonly number[] => [
    round(median(ratios(part, 'wall'))),
    round(Math.max(...ratios(part, 'wall'))),
    round(median(ratios(part, 'cpu'))),
  ];
  return [
    name,
    documents.length,
    round(median(rounds.map(({ all }) => all.wall)), 1),
    round(median(rounds.map(({ all }) => all.cpu)), 1),
    ...shown('smallest'),
    ...shown('largest'),
    round(Math.max(...rounds.map(({ all }) => all.memory)), 0),
    round(Math.max(...rounds.flatMap(({ largest }) => largest.map(({ memory }) => memory))), 0),
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
