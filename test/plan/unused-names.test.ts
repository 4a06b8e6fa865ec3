import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unusedNames } from '../../src/plan/names/unused-names.js';

const name = fc.constantFrom<string[]>('a', 'b', 'a1', 'a2', 'a3', 'a11', 'a21', 'b2');

/** By definition: the name itself, else with the first number that is free. */
function firstUnused(wanted: string, used: ReadonlySet<string>, first: number): string {
  let unused = wanted;
  for (let number = first; used.has(unused); number += 1) unused = `${wanted}${number}`;
  return unused;
}

it('names that are taken get the first number that is free', () => {
  fc.assert(
    fc.property(fc.array(name), fc.array(name), fc.constantFrom(1, 2), (taken, wanted, first) => {
      const used = new Set(taken);
      const unused = unusedNames(taken, first);
      for (const each of wanted) {
        const expected = firstUnused(each, used, first);
        used.add(expected);
        expect(unused(each)).toBe(expected);
      }
    }),
  );
});

it('a hundred thousand equal wishes are no more work than as many names', () => {
  const unused = unusedNames([]);
  const given = Array.from({ length: 100_000 }, () => unused('name'));
  expect(given.at(-1)).toBe('name100000');
});
