/** What random schemas brought to light once: each a set of components, kept by the rule it broke. */
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../src/json/json.js';
import { planApi } from '../../src/plan/plan.js';
import { apiOfSchemas } from '../support/apis.js';
import { agreement } from './agreement.js';

const to = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

const found: readonly (readonly [rule: string, schemas: JsonObject])[] = [
  [
    'what follows in a tuple may be a union',
    { A: { type: 'array', items: [{}], additionalItems: { type: ['string', 'null'] } } },
  ],
  ['an enum holds only what its type allows', { A: { type: 'array', enum: ['x', 'y'] } }],
  [
    'the type beside variants narrows those that have a name',
    {
      A: { type: 'object', anyOf: [to('B'), { type: 'number' }] },
      B: { anyOf: [{ type: 'object', properties: { a: {} } }, { type: 'array' }] },
    },
  ],
  [
    'a type leads back to itself through places that may be left out',
    {
      A: { type: 'array', items: [{ type: 'array', items: to('A') }], additionalItems: false },
      B: { type: 'array', items: [true], additionalItems: { type: 'array', items: to('B') } },
    },
  ],
  [
    'an additional property may be what a pattern allows',
    {
      A: {
        type: 'object',
        required: ['old'],
        patternProperties: { d$: { type: 'string' } },
        additionalProperties: { type: 'number' },
      },
    },
  ],
];

describe('types and validators agree that', () => {
  it.each(found)('%s', async (_, schemas) => {
    const plan = planApi(apiOfSchemas(schemas), 'found');
    const { disagreements } = await agreement([plan], { seed: 1, rounds: 30 });
    expect(disagreements).toEqual([]);
  });
});
