/** What is wrong with a document is told in time that grows like the document, not like its square. */
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { pretty } from '../../src/diagnostics/reporters/pretty.js';
import { diagnostic } from '../../src/diagnostics/catalogue.js';
import { loader } from '../support/loader.js';
import { specFolder } from '../load/spec-folder.js';
import { times } from '../properties/chance.js';

type Fields = Readonly<Record<string, unknown>>;

const factor = 8;
const small = 2000;
/** Linear is `factor`, quadratic is 64. */
const most = 3 * factor;
/** Milliseconds that mean nothing. */
const noise = 500;

const each = (size: number, entry: (index: number) => readonly [string, unknown]): Fields =>
  Object.fromEntries(Array.from({ length: size }, (_, index) => entry(index)));
const wrong = { type: 'strin' };
const reference = (name: string): Fields => ({ $ref: `#/components/schemas/${name}` });

const kinds: Readonly<Record<string, (size: number) => Fields>> = {
  'in each schema': (size) => ({
    components: { schemas: each(size, (index) => [`S${index}`, wrong]) },
  }),
  'in each property of one schema': (size) => ({
    components: { schemas: { S: { properties: each(size, (index) => [`p${index}`, wrong]) } } },
  }),
  'in each channel': (size) => ({
    channels: each(size, (index) => [`c${index}`, { description: 'D', stranger: 1 }]),
  }),
  'in each reference': (size) => ({
    components: { schemas: each(size, (index) => [`S${index}`, reference(`X${index}`)]) },
  }),
  'in references of one circle': (size) => ({
    components: {
      schemas: each(size, (index) => [`S${index}`, reference(`S${(index + 1) % size}`)]),
    },
  }),
};

/** Processor time in milliseconds. */
async function timeOf(document: Fields): Promise<number> {
  const folder = await specFolder({ 'a.json': JSON.stringify(document) });
  const start = process.cpuUsage();
  const { diagnostics } = await loader(join(folder, 'a.json'));
  const { user, system } = process.cpuUsage(start);
  expect(diagnostics.length).toBeGreaterThanOrEqual(100);
  return (user + system) / 1000;
}

/** Channels are what differs most between the versions; `DEEP=1` tries the other kinds in both. */
const isTried = (asyncapi: string, kind: string): boolean =>
  asyncapi === '3.0.0' || kind === 'in each channel' || times > 1;

describe.each(['2.6.0', '3.0.0'])('eight times as many mistakes, AsyncAPI %s', (asyncapi) => {
  it.each(Object.entries(kinds).filter(([kind]) => isTried(asyncapi, kind)))(
    'take no more than three times the share: %s',
    async (_, make) => {
      const head = { asyncapi, info: { title: 'T', version: '1' }, channels: {} };
      await timeOf({ ...head, ...make(small) });
      const before = await timeOf({ ...head, ...make(small) });
      const after = await timeOf({ ...head, ...make(small * factor) });
      expect(after).toBeLessThan(most * before + noise);
    },
    300_000,
  );
});

it.each([
  ['a key of many spaces in a file that is no YAML', `a${' '.repeat(100_000)}b\n   c: 1\n  d: 2\n`],
  [
    'a reference of many segments',
    `components: { schemas: { S: { $ref: '#${'/a'.repeat(50_000)}' } } }\n`,
  ],
])(
  '%s is explained at once',
  async (_, rest) => {
    const head = "asyncapi: 3.0.0\ninfo: { title: T, version: '1' }\n";
    const folder = await specFolder({ 'a.yaml': head + rest });
    const start = process.cpuUsage();
    const { diagnostics } = await loader(join(folder, 'a.yaml'));
    expect(diagnostics).toHaveLength(1);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(5000);
  },
  60_000,
);

it('a hundred thousand findings are printed at once', () => {
  const text = 'a: 1\n'.repeat(100_000);
  const findings = Array.from({ length: 100_000 }, (_, index) =>
    diagnostic('EXAMPLE_INVALID', {
      message: 'Wrong.',
      help: 'Mend it.',
      place: { file: '/a.yaml', line: index + 1, column: 1 },
    }),
  );
  const start = performance.now();
  const printed = pretty(findings, { readText: () => text, color: false, cwd: '/' });
  expect(performance.now() - start).toBeLessThan(20_000);
  expect(printed.length).toBeLessThan(100_000);
});
