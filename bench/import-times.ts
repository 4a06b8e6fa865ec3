/** What it takes to load the packages that `generate` needs, each after those before it. */
import { printTable, round } from './table.js';

const packages = [
  'commander',
  'yaml',
  '@asyncapi/parser',
  'json-schema-faker',
  'ajv-formats/dist/formats.js',
  '@asyncapi/modelina',
  'handlebars',
  'prettier/standalone',
  'prettier/plugins/babel',
  'prettier/plugins/estree',
];

/** Counts for something only in a process that has loaded none of them yet. */
export async function printImportTimes(): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const name of packages) {
    const start = process.cpuUsage();
    await import(name);
    const { user, system } = process.cpuUsage(start);
    rows.push([name, round((user + system) / 1000, 0)]);
  }
  console.log('## Processor time for imports, in ms\n');
  printTable(['package', 'ms'], rows);
}
