/**
 * Documents that nobody has seen yet: each gives bindings that compile, or findings with a place. A
 * failure of this test comes again, reduced, by `npm run test:random -- --source mutated` (or
 * `random`) with its seed and its number as `--seed … --from … --count 1`.
 */
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { seed, times } from '../properties/chance.js';
import { root } from '../support/project.js';
import { campaign } from './campaign.js';
import { drawDocument } from './document.arbitrary.js';
import { mutatedDocuments } from './mutated.js';
import { readDocuments } from './real-documents.js';

const count = Number(process.env['COUNT'] ?? 30 * times);

it(`random and mutated documents are generated or refused, ${count} from seed ${seed}`, async () => {
  const mutated = mutatedDocuments(await readDocuments(join(root, 'specs')));
  const sources = [drawDocument, drawDocument, drawDocument, mutated];
  const options = { sources, seed, from: 0, count, batch: 200, reduceMilliseconds: 0 };
  const tally = await campaign(options);
  const failures = tally.failures.map(({ number, document, folder, failures: all }) => {
    return `seed ${seed}, number ${number}, ${document.kind}, ${folder}: ${all.join('\n')}`;
  });
  expect(failures).toEqual([]);
  expect(tally.documents).toBe(count);
  expect(tally.outcomes.get('valid generated')).toBeGreaterThan(count / 5);
  expect(tally.outcomes.get('mutated data generated')).toBeGreaterThan(0);
  expect(tally.outcomes.get('mutated data refused')).toBeGreaterThan(0);
}, 3_600_000);
