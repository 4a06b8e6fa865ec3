/**
 * T-00: a document full of payloads gives programs of the same shape as one full of markers. Where
 * a text can stand is read from AsyncAPI's own schema, so a field that we begin to read tomorrow is
 * covered today. `DEEP=1` puts every payload into every slot.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { seed, times } from '../properties/chance.js';
import { errorsOf, strictest } from '../support/type-check.js';
import { fillDocument, type FilledDocument } from './document-filler.js';
import { importIsolated } from './isolated-import.js';
import { Metaschema, textPositions } from './metaschema.js';
import { Oracle, type Outcome } from './oracle.js';
import { CANARY, payloads } from './payloads.js';
import { hiddenIn } from './plain-text.js';
import type { Slot } from './slots.js';
import { usualDocument } from './usual-document.js';

jest.setTimeout(times > 1 ? 3_600_000 : 600_000);

const DEFAULT_TYPE = '/properties/defaultContentType';
const v3 = new Metaschema('3.0.0');
const v31 = new Metaschema('3.1.0');

/** With a content type for all, no payload is JSON: such documents come beside the others. */
const jsonOnly = { without: new Set([DEFAULT_TYPE]) };
const documents: Readonly<Record<string, FilledDocument>> = {
  usual: usualDocument(),
  'every-position': fillDocument(v3, jsonOnly),
  'other-turns': fillDocument(v3, { turn: 1 }),
  'next-version': fillDocument(v31, jsonOnly),
  'next-turns': fillDocument(v31, { turn: 1 }),
};
/** Those that are generated without `DEEP`; all are looked at for what they cover. */
const run = times > 1 ? Object.keys(documents) : ['usual', 'every-position'];

let folder = '';
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hostile-')));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('T-00: the positions of texts in AsyncAPI', () => {
  it.each([
    ['3.0.0', v3, ['every-position', 'other-turns']],
    ['3.1.0', v31, ['next-version', 'next-turns']],
  ] as const)('of %s are all in the documents', (_, metaschema, names) => {
    const positions = [...textPositions(metaschema).keys()];
    const covered = new Set(
      names.flatMap((name) => documents[name]?.slots.map(({ shape }) => shape.pointer) ?? []),
    );
    expect(positions.length).toBeGreaterThan(400);
    expect(positions.filter((position) => !covered.has(position))).toEqual([]);
  });
});

/** The files of each document as the first payloads left them. */
const outputs = new Map<string, string>();

function expectSameShape({ compared, refused, differences, files }: Outcome, slots: number): void {
  expect(differences).toEqual([]);
  expect(refused.size).toBeLessThan(slots / 100);
  expect(compared.length).toBeGreaterThan(slots * 0.9);
  for (const { path, text } of files) expect([path, hiddenIn(text)]).toEqual([path, []]);
}

describe.each(run)('T-00: %s', (name) => {
  const document = documents[name] ?? usualDocument();
  const { slots } = document;
  let oracle: Oracle;
  beforeAll(() => {
    oracle = new Oracle(document, { folder, name });
  });

  it('has one shape, whatever its texts say', async () => {
    const rounds = times > 1 ? payloads.length : 1;
    for (let round = 0; round < rounds; round += 1) {
      const payloadOf = ({ number }: Slot): string =>
        payloads[(number * 7 + round + name.length) % payloads.length] ?? '';
      const outcome = await oracle.compare(payloadOf);
      expectSameShape(outcome, slots.length);
      if (round > 0) continue;
      for (const { path, text } of outcome.files) outputs.set(path, text);
    }
  });

  it('has the same shape with texts that nobody thought of', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        const outcome = await oracle.compare(({ number }) => given[number % given.length] ?? '');
        expectSameShape(outcome, slots.length);
      }),
      // What fails is narrowed down to a slot already.
      { seed, numRuns: times > 1 ? 20 : 1, endOnFailure: true },
    );
  });
});

/** Pieces of payloads and of anything else, in any order. */
const texts = fc.array(
  fc
    .array(fc.oneof(fc.constantFrom(...payloads), fc.string({ unit: 'binary', maxLength: 8 })), {
      maxLength: 4,
    })
    .map((pieces) => pieces.map((piece) => piece.slice(0, 50)).join('')),
  { minLength: 101, maxLength: 101 },
);

describe('T-00: what came of the payloads', () => {
  it('compiles, as strict as can be', () => {
    expect(outputs.size).toBeGreaterThan(run.length * 4);
    expect(errorsOf(outputs, strictest)).toEqual([]);
  });

  it('is imported and used without running any of them', async () => {
    const { exports, trapped, globalValue, inherited } = await importIsolated(outputs);
    const used = [...exports].flatMap(([path, namespace]) =>
      path.endsWith('/validators.ts') ? useValidators(namespace) : [],
    );
    expect(used.length).toBeGreaterThan(100);
    expect(used.filter((result) => typeof result !== 'boolean')).toEqual([]);
    expect(trapped).toEqual([]);
    expect(globalValue(CANARY)).toBeUndefined();
    expect(globalValue('polluted')).toBeUndefined();
    expect(inherited()).toEqual([]);
    expect(Reflect.get(globalThis, CANARY)).toBeUndefined();
  });
});

/** What each `isX` says of some values. */
function useValidators(namespace: object): readonly unknown[] {
  const values = ['', 'S-A F', 1, null, [], {}, { a: 1 }, Object.create(null)];
  return Object.entries(namespace)
    .filter(([name]) => name.startsWith('is'))
    .flatMap(([, check]: [string, unknown]) =>
      typeof check === 'function' ? values.map((value) => answer(check, value)) : ['no function'],
    );
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- it comes out of a context
function answer(check: Function, value: unknown): unknown {
  try {
    return Reflect.apply(check, undefined, [value]);
  } catch (error) {
    return String(error);
  }
}
