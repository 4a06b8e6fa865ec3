/** Documents of several sizes: the time for each part of them has to stay the same. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../src/json/json.js';
import { documentOfKeys, largeDocument } from '../test/support/large-document.js';
import { generateCold } from './command-line.js';
import { printTable, round } from './table.js';

interface Series {
  readonly title: string;
  readonly unit: string;
  readonly sizes: readonly number[];
  readonly make: (size: number) => JsonObject;
}

const series: readonly Series[] = [
  {
    title: 'Keys, a hundred in each schema',
    unit: 'keys',
    sizes: [25_000, 50_000, 100_000],
    make: documentOfKeys,
  },
  {
    title: 'Schemas, three times as many operations, four times as many channels',
    unit: 'schemas',
    sizes: [250, 500, 1000, 2000],
    make: largeDocument,
  },
];

export async function printSizes(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-sizes-'));
  const tiny = await measure(documentOfKeys(100), folder);
  for (const { title, unit, sizes, make } of series) {
    const rows: number[][] = [];
    for (const size of sizes) {
      const { cpu, memory } = await measure(make(size), folder);
      rows.push([size, round(cpu), round(((cpu - tiny.cpu) * 1e6) / size, 0), round(memory, 0)]);
    }
    console.log(`## ${title}\n`);
    printTable([unit, 'cpu s', 'µs for each, beyond a tiny document', 'MB'], rows);
  }
  rmSync(folder, { recursive: true });
}

async function measure(document: JsonObject, folder: string) {
  const file = join(folder, 'document.json');
  writeFileSync(file, JSON.stringify(document, null, 2));
  return generateCold([file], folder);
}
