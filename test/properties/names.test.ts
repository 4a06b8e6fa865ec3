/** Of whole documents: a name changes only with what it names, or in a clash that is reported. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Locate } from '../../src/model/origin.js';
import { buildApi } from '../../src/model/model.js';
import { checkPlan } from '../../src/rules/generate/generate.js';
import { planApi } from '../../src/plan/plan.js';
import { documentOf, loadFiles } from '../load/loading.js';
import { seed, times } from './chance.js';
import { additionArbitrary, filesOf, reordered, worldArbitrary, type World } from './worlds.js';

/** The names that a document gives, by what they name; ids are as if all files stood in `/`. */
interface Names {
  readonly types: ReadonlyMap<string, string>;
  readonly methods: ReadonlyMap<string, string>;
  /** Ids of schemas and operations that findings are about. */
  readonly reported: ReadonlySet<string>;
}

async function namesOf(world: World): Promise<Names> {
  const loaded = await loadFiles(filesOf(world));
  const plan = planApi(buildApi(documentOf(loaded)), 'main');
  const local = (id: string): string => id.replace(loaded.folder, '');
  const locate: Locate = ({ file, pointer }) => {
    return { file: local(`${file}#${pointer}`), line: 1, column: 1 };
  };
  const findings = checkPlan({ plan, locate });
  const reported = findings
    .filter(({ code }) => code === 'NAME_CLASH' || code === 'METHOD_NAME_CLASH')
    .flatMap(({ place, related }) => [place, ...(related ?? []).map((each) => each.place)])
    .flatMap((place) => (place === undefined ? [] : [place.file]));
  return {
    types: new Map([...plan.types.types].map(([id, { name }]) => [local(id), name])),
    methods: new Map(
      plan.operations.flatMap(({ operation, names }) => [
        [`/main_API.json#/operations/${operation.id} client`, names.client] as const,
        [`/main_API.json#/operations/${operation.id} mock`, names.mock] as const,
      ]),
    ),
    reported: new Set(reported),
  };
}

/** A finding about an owner is about what is nested in it, too: their names begin with its name. */
function isReported(id: string, { reported }: Names): boolean {
  const [place = ''] = id.split(' ');
  return [...reported].some((each) => place === each || `${place}/`.startsWith(`${each}/`));
}

/** Names that the two documents give to the same thing, but not the same, and no finding says so. */
function unexplained(before: Names, after: Names): readonly string[] {
  return (['types', 'methods'] as const).flatMap((kind) =>
    [...before[kind]]
      .filter(([id, name]) => (after[kind].get(id) ?? name) !== name)
      .filter(([id]) => !isReported(id, before) && !isReported(id, after))
      .map(([id, name]) => `${id}: ${name}, then ${after[kind].get(id) ?? ''}`),
  );
}

describe('the names in a document', () => {
  it('are unique, and stay when something comes, goes or changes places beside them', async () => {
    await fc.assert(
      fc.asyncProperty(worldArbitrary, additionArbitrary, async (world, add) => {
        const before = await namesOf(world);
        expect(new Set(before.types.values()).size).toBe(before.types.size);
        const more = await namesOf(add(world));
        expect(unexplained(before, more)).toEqual([]);
        expect([...before.types.keys()].filter((id) => !more.types.has(id))).toEqual([]);
        const after = await namesOf(reordered(world));
        expect(new Map([...after.types].toSorted())).toEqual(new Map([...before.types].toSorted()));
        expect(unexplained(before, after)).toEqual([]);
      }),
      { numRuns: 20 * times, seed },
    );
  }, 600_000);
});
