/**
 * Documents that nobody has seen yet: each gives bindings that compile, or findings with a place. A
 * finding of this test can be had again, reduced, by `npm run test:random -- --seed … --from …`.
 */
import { expect, it } from '@jest/globals';
import { seed, times } from '../properties/chance.js';
import { campaign } from './campaign.js';

const count = Number(process.env['COUNT'] ?? 60 * times);

it(`random documents are generated or refused, ${count} from seed ${seed}`, async () => {
  const tally = await campaign({ seed, from: 0, count, batch: 200, reduceMilliseconds: 0 });
  const failures = tally.failures.map(({ number, folder, failures: all }) => {
    return `seed ${seed}, number ${number}, ${folder}: ${all.join('\n')}`;
  });
  expect(failures).toEqual([]);
  expect(tally.documents).toBe(count);
  expect(tally.outcomes.get('valid generated')).toBeGreaterThan(count / 4);
}, 3_600_000);
