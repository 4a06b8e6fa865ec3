import type { Json, JsonObject } from '../../src/json/json.js';
import { declareTypes } from '../../src/plan/types/declarations.js';
import type { ApiPlan } from '../../src/plan/plan.js';
import { namedSchemasJson } from '../../src/plan/samples/schema-json.js';
import { renderTypes } from '../../src/render/modelina/types.js';
import { createValidators } from '../../templates/runtime/lazy/create-validators.js';
import { candidates, mutant, pool } from './candidates.js';
import { Chance } from './chance.js';
import { relaxed } from './relaxed-schema.js';
import { declaredTypes, TypeSampler } from './type-sampler.js';
import { paddingOf, valueType } from './value-type.js';
import { compile } from './verdict-program.js';

/** What was found of some APIs. */
export interface Agreement {
  /** Types, values that validators accept, values made from types. */
  readonly types: number;
  readonly accepted: number;
  readonly made: number;
  readonly disagreements: readonly string[];
}

interface Claim {
  readonly module: string;
  readonly type: string;
  readonly value: Json;
  /** Where the value comes from. */
  readonly source: 'validator' | 'sampler';
}

interface Examined {
  readonly typesText: string;
  readonly checksText: string;
  /** One for each line of `checksText` but the first. */
  readonly claims: readonly Claim[];
  readonly schemas: JsonObject;
  readonly disagreements: readonly string[];
}

/**
 * Compares types and validators both ways: what a validator accepts has to be of the type, says
 * the compiler; what is made from the type has to be accepted but for constraints that no type holds.
 */
export async function agreement(
  plans: readonly ApiPlan[],
  options: { readonly seed: number; readonly rounds: number },
): Promise<Agreement> {
  const examined: (readonly [string, Examined])[] = [];
  for (const [index, plan] of plans.entries()) {
    examined.push([`m${index}`, await examine(plan, `m${index}`, options)]);
  }
  const modules = examined.flatMap(([module, { typesText, checksText }]) => [
    [module, typesText] as const,
    [`${module}-checks`, checksText] as const,
  ]);
  const errors = compile(Object.fromEntries(modules)).map(({ module, line, message }) => {
    const found = examined.find(([name]) => `${name}-checks` === module)?.[1];
    const claim = found?.claims[line - 1];
    return claim === undefined || found === undefined
      ? `${module}:${line} ${message}`
      : `${describe(claim, found.schemas)}\n  ${message}`;
  });
  const claims = examined.flatMap(([, each]) => each.claims);
  return {
    types: examined.reduce((count, [, { schemas }]) => count + Object.keys(schemas).length, 0),
    accepted: claims.filter(({ source }) => source === 'validator').length,
    made: claims.filter(({ source }) => source === 'sampler').length,
    disagreements: [...examined.flatMap(([, each]) => each.disagreements), ...errors],
  };
}

async function examine(
  { types, context }: ApiPlan,
  module: string,
  { seed, rounds }: { readonly seed: number; readonly rounds: number },
): Promise<Examined> {
  const schemas = namedSchemasJson(types, context);
  const unions = namedSchemasJson(types, { ...context, keepsUnions: true });
  const declarations = declareTypes(types, context);
  const declared = declaredTypes(declarations);
  const chance = new Chance(seed);
  const sampler = new TypeSampler(declared, chance);
  const validators = createValidators(schemas);
  const lenient = createValidators(
    Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, lenientOf(schema)])),
  );
  const claims: Claim[] = [];
  const disagreements: string[] = [];
  for (const [type, expression] of declared) {
    const made = distinct(Array.from({ length: rounds }).flatMap(() => sampler.sample(expression)));
    claims.push(...made.map((value): Claim => ({ module, type, value, source: 'sampler' })));
    for (const value of made.filter((each) => !lenient.is(type, each))) {
      const claim: Claim = { module, type, value, source: 'sampler' };
      disagreements.push(`${describe(claim, schemas)}\n  ${complaint(lenient, claim)}`);
    }
    const tried = [...pool, ...made, ...made.map((each) => mutant(each, chance))];
    const accepted = distinct([...tried, ...candidates(type, unions, chance)]).filter((value) =>
      validators.is(type, value),
    );
    const kept = accepted.slice(-rounds * 3);
    claims.push(...kept.map((value): Claim => ({ module, type, value, source: 'validator' })));
  }
  return {
    schemas,
    claims,
    disagreements,
    typesText: (await renderTypes(declarations)).join('\n\n'),
    checksText: checksOf(module, claims, paddingOf(schemas)),
  };
}

function lenientOf(schema: Json): JsonObject | boolean {
  const value = relaxed(schema);
  return typeof value === 'boolean' ||
    (typeof value === 'object' && value !== null && !isArray(value))
    ? value
    : true;
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function complaint(
  lenient: { assert(name: string, value: unknown): void },
  { type, value }: Claim,
): string {
  try {
    lenient.assert(type, value);
    return 'accepted';
  } catch (error) {
    return `the validator says: ${String(error)}`;
  }
}

function checksOf(module: string, claims: readonly Claim[], padding: readonly string[]): string {
  const lines = claims.map(
    ({ type, value }, index) =>
      `export declare const v${index}: ${valueType(value, padding)}; export const t${index}: T.${type} = v${index};`,
  );
  return [`import type * as T from './${module}.js';`, ...lines].join('\n');
}

function describe({ type, value, source }: Claim, schemas: JsonObject): string {
  const schema = JSON.stringify(schemas[type]);
  return `${source}: ${JSON.stringify(value)} as ${type}, ${schema}`;
}

function distinct(values: readonly Json[]): readonly Json[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
