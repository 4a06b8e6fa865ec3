/** What `diff` says of the wire holds for values: whatever is safe lets none through, and what breaks has a witness. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../../src/json/json.js';
import { seed, times } from '../properties/chance.js';
import { schemasArbitrary } from '../properties/schemas.arbitrary.js';
import { plainSchemas } from './plain-schemas.js';
import { examine, type Verdicts } from './verdicts.js';

function examineAll(
  sets: readonly (readonly JsonObject[])[],
  { title, isPlain }: { readonly title: string; readonly isPlain: boolean },
): Verdicts {
  const found = sets.map((set, index) => examine(set, { seed: seed + index, isPlain }));
  const sum = (key: 'safe' | 'risky' | 'breaking'): number =>
    found.reduce((total, each) => total + each[key], 0);
  const [safe, risky, breaking] = [sum('safe'), sum('risky'), sum('breaking')];
  const contradictions = found.flatMap((each) => each.contradictions);
  const unsupported = found.flatMap((each) => each.unsupported);
  const witnesses = found.flatMap((each) => each.witnesses);
  const shown = witnesses.filter((_, index) => index % Math.ceil(witnesses.length / 5) === 0);
  const figures = `${safe} safe, ${risky} risky, ${breaking} breaking`;
  process.stdout.write(`${title}, seed ${seed}: ${figures}\n${shown.join('\n')}\n`);
  return { safe, risky, breaking, contradictions, unsupported, witnesses };
}

it('agrees with validators about schemas as people write them', () => {
  const sets = fc.sample(plainSchemas(3), { numRuns: 40 * times, seed });
  const found = examineAll(sets, { title: 'plain schemas', isPlain: true });
  expect(found.contradictions).toEqual([]);
  expect(found.unsupported).toEqual([]);
  expect(found.breaking).toBeGreaterThan(found.risky);
}, 600_000);

it('lets no value through that it calls safe, whatever the schemas are', () => {
  const sets = fc.sample(schemasArbitrary(8), { numRuns: 8 * times, seed });
  const found = examineAll(sets, { title: 'random schemas', isPlain: false });
  expect(found.contradictions).toEqual([]);
  expect(found.safe).toBeGreaterThan(20);
}, 600_000);
