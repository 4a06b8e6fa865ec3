/** The parts that can be generated for an API. */
export const allParts = ['types', 'validators', 'client', 'mock'] as const;
export type Part = (typeof allParts)[number];

/** The parts that each part needs. */
const needs: Readonly<Record<Part, readonly Part[]>> = {
  types: ['types'],
  validators: ['types', 'validators'],
  client: ['types', 'validators', 'client'],
  mock: ['types', 'validators', 'client', 'mock'],
};

/** Returns the wanted parts, by default all, and the parts that they need. */
export function partsWith(wanted: readonly Part[] = allParts): ReadonlySet<Part> {
  const needed = new Set(wanted.flatMap((part) => needs[part]));
  return new Set(allParts.filter((part) => needed.has(part)));
}
