import { describe, expect, it } from '@jest/globals';
import { attacks, leftOut, partly, testsByAttack } from './coverage.js';

const tests = testsByAttack();

describe('an attack', () => {
  it.each([...attacks])('%s is tried, or it is said why not: %s', (id) => {
    const isTried = tests.has(id);
    expect({ id, isTried, isLeftOut: leftOut.has(id) }).toEqual({
      id,
      isTried: !leftOut.has(id),
      isLeftOut: !isTried,
    });
  });

  it('has a number that is known', () => {
    const named = [...tests.keys(), ...leftOut.keys(), ...partly.keys()];
    expect(named.filter((id) => !attacks.has(id))).toEqual([]);
  });

  it('is left out with a reason', () => {
    const reasons = [...leftOut.values(), ...partly.values()];
    expect(reasons.filter((reason) => reason.length < 20)).toEqual([]);
  });
});
