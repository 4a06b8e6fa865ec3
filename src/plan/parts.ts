/** What can be generated of an API. */
export const allParts = ['types', 'validators', 'client', 'mock'] as const;
export type Part = (typeof allParts)[number];

/** What each part does not work without. */
const needs: Readonly<Record<Part, readonly Part[]>> = {
  types: ['types'],
  validators: ['types', 'validators'],
  client: ['types', 'validators', 'client'],
  mock: ['types', 'validators', 'client', 'mock'],
};

/** The parts wanted, all of them by default, and those that they need. */
export function partsWith(wanted: readonly Part[] = allParts): ReadonlySet<Part> {
  const needed = new Set(wanted.flatMap((part) => needs[part]));
  return new Set(allParts.filter((part) => needed.has(part)));
}
