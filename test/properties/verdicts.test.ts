/** Verdicts on random values by random schemas, compared with what draft-07 says. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ValidationError } from '../../templates/runtime/validation/validation-error.js';
import {
  createValidators,
  type Validators,
} from '../../templates/runtime/lazy/create-validators.js';
import { seed, times } from './chance.js';
import { schemasArbitrary, valueArbitrary } from './draft-07.arbitrary.js';
import { fitsSchema } from './draft-07.js';

function reportOf(validators: Validators<string>, json: unknown): ValidationError | undefined {
  try {
    validators.assert('A', json);
    return undefined;
  } catch (error) {
    if (error instanceof ValidationError) return error;
    throw error;
  }
}

describe('a verdict', () => {
  it('is that of draft-07, and there are issues where it is not valid', () => {
    const found = { valid: 0, invalid: 0 };
    const values = fc.array(valueArbitrary, { minLength: 1, maxLength: 8 });
    const property = fc.property(schemasArbitrary, values, (given, parts) => {
      const validators = createValidators(given);
      for (const json of [...parts, parts, Object.fromEntries(parts.map((each) => ['a', each]))]) {
        const report = reportOf(validators, json);
        expect(report === undefined).toBe(fitsSchema(given, 'A', json));
        if (report !== undefined) expect(report.issues.length).toBeGreaterThan(0);
        found[report === undefined ? 'valid' : 'invalid'] += 1;
      }
    });
    fc.assert(property, { seed, numRuns: 200 * times });
    expect(Math.min(found.valid, found.invalid)).toBeGreaterThan(100);
  });
});
