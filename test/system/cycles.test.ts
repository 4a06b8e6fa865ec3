import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findCycles } from '../../src/system/cycles.js';

type Graph = ReadonlyMap<number, readonly number[]>;

const node = fc.nat({ max: 7 });
const graph: fc.Arbitrary<Graph> = fc
  .uniqueArray(fc.tuple(node, fc.array(node, { maxLength: 4 })), { selector: ([key]) => key })
  .map((entries) => new Map(entries));

/** By definition: whether a walk from a node comes back to it. */
function comesBack(start: number, edges: Graph): boolean {
  const reached = new Set(edges.get(start));
  for (const each of reached) for (const next of edges.get(each) ?? []) reached.add(next);
  return reached.has(start);
}

describe('the nodes in cycles', () => {
  it('are those that a walk leads back to', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const expected = [...edges.keys()].filter((each) => comesBack(each, edges));
        expect([...findCycles(edges)].toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 2000 },
    );
  });

  it('are found in a ring of any length', () => {
    const size = 200_000;
    const ring = Array.from({ length: size }, (_, index) => [index, [(index + 1) % size]] as const);
    expect(findCycles(new Map(ring)).size).toBe(size);
    expect(findCycles(new Map(ring.slice(1))).size).toBe(0);
  });
});
