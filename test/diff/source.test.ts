/** What `diff` says of source code holds for the compiler: a program for the old types compiles with the new ones. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { declareTypes } from '../../src/plan/types/declarations.js';
import { renderTypes } from '../../src/render/modelina/types.js';
import { worst, type Level } from '../../src/diff/change.js';
import type { JsonObject } from '../../src/json/json.js';
import { Chance, seed, times } from '../properties/chance.js';
import { compile } from '../properties/verdict-program.js';
import { readExamples } from './examples.js';
import { plainSchemas } from './plain-schemas.js';
import { edited, plainEdit } from './schema-edits.js';
import { reader, writer } from './source-program.js';
import { changesOf, sideOf, type Side } from './verdicts.js';

const directions = ['received', 'sent'] as const;

/** A program, and what `diff` says of it. */
interface Claim {
  readonly module: string;
  readonly program: string;
  readonly level: Level;
  readonly about: string;
}

async function typesOf({ version: { plan } }: Side): Promise<string> {
  return (await renderTypes(declareTypes(plan.types, plan.context))).join('\n\n');
}

/** Returns what `diff` says of each schema, in both directions. */
function claimsAbout(
  [old, fresh]: readonly [Side, Side],
  { set, chance }: { readonly set: string; readonly chance: Chance },
): readonly Claim[] {
  return Object.keys(old.schemas).flatMap((name) =>
    directions.map((direction) => {
      const changes = changesOf(name, direction, [old, fresh]);
      const is = (value: Parameters<Side['is']>[1]): boolean => old.is(name, value);
      return {
        module: `${set}-${name}-${direction}`,
        program:
          direction === 'received'
            ? reader(name, old.json)
            : writer(name, { schemas: old.json, chance, is }),
        level: worst(...changes.map(({ source }) => source)),
        about: [
          ...changes.map(({ code, source, message }) => `${source} ${code} ${message}`),
          `old ${JSON.stringify(old.schemas)}`,
          `new ${JSON.stringify(fresh.schemas)}`,
        ].join('\n'),
      };
    }),
  );
}

/** Compiles the programs with the old types and with the new ones, and returns the claims that do not hold. */
async function refuted(
  pairs: readonly (readonly [Side, Side])[],
): Promise<{ readonly wrong: readonly string[]; readonly levels: readonly Level[] }> {
  const modules: Record<string, string> = {};
  const claims: Claim[] = [];
  const chance = new Chance(seed);
  for (const [index, pair] of pairs.entries()) {
    const set = `m${index}`;
    for (const [version, side] of [['old', pair[0]] as const, ['new', pair[1]] as const]) {
      modules[`${set}-${version}-types`] = await typesOf(side);
    }
    for (const claim of claimsAbout(pair, { set, chance })) {
      claims.push(claim);
      for (const version of ['old', 'new']) {
        modules[`${claim.module}-${version}`] = claim.program.replace(
          'TYPES',
          `${set}-${version}-types`,
        );
      }
    }
  }
  const errors = new Map(compile(modules).map(({ module, message }) => [module, message]));
  const wrong = claims.flatMap(({ module, level, about, program }) => {
    const before = errors.get(`${module}-old`);
    const after = errors.get(`${module}-new`);
    const facts = `${module}: ${level}\n${about}\n${program}`;
    if (before !== undefined) return [`${facts}\nis no program for the old types: ${before}`];
    if (level === 'safe' && after !== undefined) return [`${facts}\n${after}`];
    return level === 'breaking' && after === undefined ? [`${facts}\ncompiles`] : [];
  });
  return { wrong, levels: claims.map(({ level }) => level) };
}

it('holds for the example of each rule', async () => {
  const examples = readExamples().filter(({ schema }) => schema !== undefined);
  const version = (key: 'old' | 'new'): Side =>
    sideOf(Object.fromEntries(examples.map((each) => [each.schema ?? '', each[key]])));
  const { wrong } = await refuted([[version('old'), version('new')]]);
  expect(wrong).toEqual([]);
}, 120_000);

it('holds for random pairs of schemas', async () => {
  const chance = new Chance(seed);
  const sets = fc.sample(plainSchemas(3), { numRuns: 12 * times, seed });
  const named = (schemas: readonly unknown[]): JsonObject =>
    JSON.parse(
      JSON.stringify(Object.fromEntries(schemas.map((each, index) => [`S${index}`, each]))),
    );
  const pairs = sets.map((set): readonly [Side, Side] => [
    sideOf(named(set)),
    sideOf(named(set.map((schema) => edited(schema, chance, plainEdit)))),
  ]);
  const { wrong, levels } = await refuted(pairs);
  const count = (level: Level): number => levels.filter((each) => each === level).length;
  process.stdout.write(
    `programs, seed ${seed}: ${count('safe')} safe, ${count('risky')} risky, ${count('breaking')} breaking\n`,
  );
  expect(wrong).toEqual([]);
}, 300_000);
