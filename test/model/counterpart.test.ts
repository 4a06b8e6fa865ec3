import { expect, it } from '@jest/globals';
import { counterpartOf } from '../../src/model/counterpart.js';
import { inspect } from '../support/generating.js';
import { shippedSpecs } from '../support/project.js';

it('the counterpart of the counterpart is the application, whatever the document', async () => {
  const { apis } = await inspect(shippedSpecs());
  expect(apis.length).toBeGreaterThan(10);
  for (const { api } of apis) {
    const other = counterpartOf(api);
    expect(other.side).toBe('counterpart');
    const kinds = other.operations.map(({ kind }, index) => [api.operations[index]?.kind, kind]);
    const pairs = [
      ['publish', 'subscribe'],
      ['subscribe', 'publish'],
      ['request', 'respond'],
      ['respond', 'request'],
    ];
    for (const pair of kinds) expect(pairs).toContainEqual(pair);
    expect(counterpartOf(other)).toEqual(api);
  }
});
