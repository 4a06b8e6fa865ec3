/** `npm run test:compat -- <folder>`: compares the versions in a folder, and the findings with `expected.yaml`. */
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  compareDocuments,
  pairDocuments,
  type ComparedDocument,
} from '../../src/generate/compare.js';
import { compareRecords, type RecordedFiles } from '../../src/generate/compare-records.js';
import { recordOf } from '../../src/generate/record.js';
import { createLoader } from '../../src/loader.js';
import { deviations, type ExpectedPair } from './expected.js';

const table: readonly ExpectedPair[] = parse(
  readFileSync(new URL('expected.yaml', import.meta.url), 'utf8'),
);

async function checkPair(pair: ExpectedPair, folder: string): Promise<readonly string[]> {
  const [oldRoot, newRoot] = [join(folder, pair.from), join(folder, pair.to)];
  const { pairs, diagnostics: clashes } = pairDocuments(documentsIn(oldRoot), documentsIn(newRoot));
  const { documents, diagnostics } = await compareDocuments(pairs, { oldRoot, newRoot });
  const errors = [...clashes, ...diagnostics].filter(({ severity }) => severity === 'error');
  const names = new Set(documents.map(({ name }) => name));
  const absent = Object.keys(pair.apis).filter((name) => !names.has(name));
  const found = documents.flatMap(({ name, old, new: fresh, difference }) => {
    const every = old === undefined || fresh === undefined ? [] : (pair.every ?? []);
    const wanted = [...every, ...(pair.apis[name] ?? [])];
    return deviations(wanted, difference.changes).map((each) => `${name}: ${each}`);
  });
  const others = [];
  for (const each of documents) {
    if (!(await isToldByRecords(each, { oldRoot, newRoot })))
      others.push(`${each.name}: the records of manifests give other findings`);
  }
  const count = documents.reduce((sum, { difference }) => sum + difference.changes.length, 0);
  console.log(
    `${pair.from} to ${pair.to}: ${documents.length} documents, ${count} findings, ${found.length} other than expected`,
  );
  return [
    ...errors.map(({ message }) => message),
    ...absent.map((name) => `${name}: there is no such document`),
    ...found,
    ...others,
  ].map((line) => `${pair.from} to ${pair.to}: ${line}`);
}

const load = createLoader();

async function recordedOf(spec: string | undefined, root: string): Promise<RecordedFiles> {
  if (spec === undefined) return new Map();
  const { document } = await load(spec, { root });
  return new Map(document && Object.entries(recordOf(document, spec)));
}

/** Whether the records that manifests keep of a document give the same findings as its files. */
async function isToldByRecords(
  { old, new: fresh, difference }: ComparedDocument,
  { oldRoot, newRoot }: { readonly oldRoot: string; readonly newRoot: string },
): Promise<boolean> {
  const pair = { ...(old && { old }), ...(fresh && { new: fresh }) };
  const files = { old: await recordedOf(old, oldRoot), new: await recordedOf(fresh, newRoot) };
  const told = [];
  for await (const [, compared] of compareRecords([pair], files, {})) told.push(compared);
  const [one, other] = [difference, told[0]?.difference].map((each) =>
    each?.changes.map(({ code, message }) => `${code} ${message}`).toSorted(),
  );
  return JSON.stringify(one) === JSON.stringify(other);
}

function documentsIn(folder: string) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  const specs = files.filter((file) => file.endsWith('.yaml')).map((file) => join(folder, file));
  return { isFolder: true, specs };
}

async function run(folder: string): Promise<number> {
  const dates = readdirSync(folder)
    .filter((name) => /^\d{4}-\d\d-\d\d$/.test(name))
    .toSorted();
  const known = table.filter(({ from, to }) =>
    [from, to].every((date) => existsSync(join(folder, date))),
  );
  const failures = [];
  for (const pair of known) failures.push(...(await checkPair(pair, folder)));
  for (const failure of failures) console.log(`FAILED ${failure}`);
  const steps = dates.slice(1).map((to, index) => `${String(dates[index])} to ${to}`);
  const untold = steps.filter((step) => !known.some(({ from, to }) => step === `${from} to ${to}`));
  for (const step of untold)
    console.log(`FAILED ${step}: expected.yaml has no findings for these dates`);
  return known.length > 0 && failures.length + untold.length === 0 ? 0 : 1;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: npm run test:compat -- <folder with a folder of documents for each date>');
  process.exitCode = 2;
} else {
  process.exitCode = await run(realpathSync(folder));
}
