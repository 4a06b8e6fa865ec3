/** Our own stages take time in proportion to the document, with room for a noisy machine. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { planApi } from '../../src/plan/plan.js';
import { declareTypes } from '../../src/plan/types/declarations.js';
import { apiOfSchemas } from '../support/apis.js';
import { largeDocument } from '../support/large-document.js';
import { Stages, type Stage, type StageTimes } from '../support/stages.js';
import { specFolder } from '../load/spec-folder.js';

const factor = 8;
/** Linear is `factor`, quadratic is 64. */
const most = 3 * factor;
/** Milliseconds that mean nothing. */
const noise = 60;
const small = 100;

async function timesOf(size: number, rounds: number): Promise<readonly StageTimes[]> {
  const folder = await specFolder({ 'a.json': JSON.stringify(largeDocument(size)) });
  const stages = new Stages();
  const document = await stages.load(join(folder, 'a.json'));
  const times: StageTimes[] = [];
  for (let round = 0; round < rounds; round += 1) {
    stages.take();
    const plan = await stages.plan(document, 'large');
    await stages.files([plan]);
    times.push(stages.take());
  }
  return times;
}

function least(times: readonly StageTimes[], stage: Stage): number {
  return Math.min(...times.map((each) => each[stage] ?? Infinity));
}

describe('a document eight times as large', () => {
  let before: readonly StageTimes[];
  let after: readonly StageTimes[];
  beforeAll(async () => {
    before = await timesOf(small, 3);
    after = await timesOf(small * factor, 1);
  }, 300_000);

  it.each(['model', 'plan', 'findings', 'lint', 'files'] as const)(
    'takes no more than three times the share: %s',
    (stage) => {
      expect(least(after, stage)).toBeLessThan(most * least(before, stage) + noise);
    },
  );
});

it('aliases that all lead to each other are planned at once', () => {
  const names = Array.from({ length: 60 }, (_, index) => `A${index}`);
  const references = names.map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const ring = names.map((name) => [name, { anyOf: [...references, { type: 'string' }] }] as const);
  const api = apiOfSchemas({
    ...Object.fromEntries(ring),
    Outside: { anyOf: [...references, { type: 'null' }] },
  });
  const start = performance.now();
  const { types, context } = planApi(api, 'thing');
  const declarations = declareTypes(types, context);
  expect(performance.now() - start).toBeLessThan(20_000);
  const kinds = declarations.map((each) => (each.kind === 'alias' ? each.type.kind : each.kind));
  expect(kinds).toEqual([...names.map(() => 'keyword'), 'union']);
});

it('the kinds of value behind a schema that thousands refer to are found at once', () => {
  const names = Array.from({ length: 4000 }, (_, index) => `A${index}`);
  const references = names.map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const spoke = { anyOf: [{ $ref: '#/components/schemas/Hub' }, { type: 'string' }] };
  const api = apiOfSchemas({
    Hub: { anyOf: references },
    ...Object.fromEntries(names.map((name) => [name, spoke])),
  });
  const start = performance.now();
  const { types, context } = planApi(api, 'thing');
  expect(declareTypes(types, context)).toHaveLength(4001);
  expect(performance.now() - start).toBeLessThan(25_000);
});
