/**
 * Types and validators agree: a value that a validator accepts is of the type, says the compiler;
 * a value made from the type is accepted but for constraints that no type can hold.
 */
import { basename } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../../src/json/json.js';
import { loader } from '../support/loader.js';
import { buildApi } from '../../src/model/model.js';
import { apiNameOf } from '../../src/plan/names/api-name.js';
import { planApi, type ApiPlan } from '../../src/plan/plan.js';
import { apiOfSchemas } from '../support/apis.js';
import { shippedSpecs } from '../support/project.js';
import { documentOf } from '../load/loading.js';
import { agreement } from './agreement.js';
import { seed, times } from './chance.js';
import { schemasArbitrary } from './schemas.arbitrary.js';

const setSize = 20;

function planOf(schemas: readonly JsonObject[]): ApiPlan {
  const components = Object.fromEntries(schemas.map((schema, index) => [`S${index}`, schema]));
  return planApi(apiOfSchemas(components), 'random');
}

/** Shown with the figures, since they tell whether the test still tests something. */
function report(title: string, figures: Readonly<Record<string, number>>): void {
  const texts = Object.entries(figures).map(([name, count]) => `${count} ${name}`);
  process.stdout.write(`${title}, seed ${seed}: ${texts.join(', ')}\n`);
}

describe('types and validators agree', () => {
  it('on random schemas', async () => {
    const sets = fc.sample(schemasArbitrary(setSize), { numRuns: 8 * times, seed });
    const { disagreements, types, accepted, made } = await agreement(sets.map(planOf), {
      seed,
      rounds: 6,
    });
    report('random schemas', { types, accepted, made });
    expect(disagreements).toEqual([]);
    expect(accepted).toBeGreaterThan(types);
    expect(made).toBeGreaterThan(types);
  }, 600_000);

  it('on every schema of the documents in specs', async () => {
    const plans: ApiPlan[] = [];
    for (const spec of shippedSpecs()) {
      plans.push(planApi(buildApi(documentOf(await loader(spec))), apiNameOf(basename(spec))));
    }
    const figures = await agreement(plans, { seed, rounds: 3 * times });
    const { disagreements, types, accepted, made } = figures;
    report('specs', { documents: plans.length, types, accepted, made });
    expect(disagreements).toEqual([]);
    expect(accepted).toBeGreaterThan(types);
    expect(made).toBeGreaterThan(types);
  }, 600_000);
});
