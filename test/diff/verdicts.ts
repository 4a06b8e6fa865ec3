/** What `diff` says of random pairs of schemas, and what validators say of values. */
import type { Change, Direction, Level } from '../../src/diff/change.js';
import { worst } from '../../src/diff/change.js';
import { SchemaGraph } from '../../src/diff/schemas/graph.js';
import type { Version } from '../../src/diff/versions.js';
import type { Json, JsonObject } from '../../src/json/json.js';
import type { Schema } from '../../src/model/schema/schema.js';
import { planApi } from '../../src/plan/plan.js';
import { namedSchemasJson } from '../../src/plan/samples/schema-json.js';
import { createValidators } from '../../templates/runtime/lazy/create-validators.js';
import { candidates, mutant, pool } from '../properties/candidates.js';
import { Chance } from '../properties/chance.js';
import { apiOfSchemas } from '../support/apis.js';
import { instanceOf } from './instances.js';
import { edited, plainEdit } from './schema-edits.js';

/** What was found. */
export interface Verdicts {
  readonly safe: number;
  readonly risky: number;
  readonly breaking: number;
  /** Values that contradict a verdict, and verdicts that no value supports. */
  readonly contradictions: readonly string[];
  readonly unsupported: readonly string[];
  /** Some of the values that support breaking verdicts. */
  readonly witnesses: readonly string[];
}

/** A version of a set of schemas, and what its validators say. */
export interface Side {
  readonly version: Version;
  readonly json: JsonObject;
  readonly schemas: JsonObject;
  readonly is: (name: string, value: Json) => boolean;
}

/** Plans a set of schemas. */
export function sideOf(schemas: JsonObject): Side {
  const plan = planApi(apiOfSchemas(schemas), 'random');
  const json = namedSchemasJson(plan.types, plan.context);
  const validators = createValidators(json);
  return {
    version: { plan, locate: ({ file }) => ({ file, line: 1, column: 1 }) },
    json,
    schemas,
    is: (name, value) => validators.is(name, value),
  };
}

/** Changes that bindings do not make, though the document allows them: properties that it does not name. */
const beyondBindings = new Set(['PROPERTY_ADDED', 'UNEXPECTED_PROPERTY_ADDED']);

/** Edits each schema of a set, and checks what `diff` says of it in both directions. */
export function examine(
  set: readonly JsonObject[],
  { seed, isPlain }: { readonly seed: number; readonly isPlain: boolean },
): Verdicts {
  const chance = new Chance(seed);
  const named = (schemas: readonly Json[]): JsonObject =>
    Object.fromEntries(schemas.map((schema, index) => [`S${index}`, schema]));
  const old = sideOf(named(set));
  const fresh = sideOf(
    named(
      set.map((schema) =>
        chance.oneIn(4) ? schema : edited(schema, chance, isPlain ? plainEdit : undefined),
      ),
    ),
  );
  const all = { safe: 0, risky: 0, breaking: 0 };
  const found = {
    contradictions: [] as string[],
    unsupported: [] as string[],
    witnesses: [] as string[],
  };
  for (const name of Object.keys(old.schemas)) {
    const values = valuesFor(name, [old, fresh], chance);
    for (const direction of ['received', 'sent'] as const) {
      const changes = changesOf(name, direction, [old, fresh]);
      const level = worst(...changes.map(({ wire }) => wire));
      all[level] += 1;
      const judged = judge({ name, direction, level, changes }, values, [old, fresh]);
      if (judged !== undefined) found[judged[0]].push(judged[1]);
    }
  }
  return { ...all, ...found };
}

interface Verdict {
  readonly name: string;
  readonly direction: Direction;
  readonly level: Level;
  readonly changes: readonly Change[];
}

function judge(
  { name, direction, level, changes }: Verdict,
  values: readonly Json[],
  [old, fresh]: readonly [Side, Side],
): readonly ['contradictions' | 'unsupported' | 'witnesses', string] | undefined {
  const [from, to] = direction === 'received' ? [fresh, old] : [old, fresh];
  const isWitness = (value: Json): boolean => from.is(name, value) && !to.is(name, value);
  const witness =
    values.find(isWitness) ?? (level === 'breaking' ? searched(name, from, isWitness) : undefined);
  const text = [
    `${name} ${direction} ${level}: ${JSON.stringify(witness)}`,
    ...changes.map(({ code, message }) => `  ${code} ${message}`),
    ...Object.keys(old.schemas)
      .filter((key) => schemaText(old, key) !== schemaText(fresh, key) || key === name)
      .flatMap((key) => [
        `  old ${key} ${schemaText(old, key)}`,
        `  new ${key} ${schemaText(fresh, key)}`,
      ]),
  ];
  if (level === 'breaking') {
    return witness === undefined
      ? ['unsupported', text.join('\n')]
      : ['witnesses', text.slice(0, 2).join('\n')];
  }
  const isBeyond = direction === 'sent' && changes.some(({ code }) => beyondBindings.has(code));
  if (level === 'safe' && witness !== undefined && !isBeyond)
    return ['contradictions', text.join('\n')];
  return undefined;
}

/** Searches for a value that is rare, such as one of an enum deep within optional properties. */
function searched(
  name: string,
  { json }: Side,
  isWanted: (value: Json) => boolean,
): Json | undefined {
  const chance = new Chance(1);
  for (let left = 5000; left > 0; left -= 1) {
    const value = instanceOf(json[name], json, chance);
    if (isWanted(value)) return value;
  }
  return undefined;
}

function schemaText({ schemas }: Side, name: string): string {
  return JSON.stringify(schemas[name]);
}

/** Returns what `diff` says of a schema in a direction. */
export function changesOf(
  name: string,
  direction: Direction,
  [old, fresh]: readonly [Side, Side],
): readonly Change[] {
  const graph = new SchemaGraph({ old: old.version, new: fresh.version });
  graph.compare(
    {
      ...{ old: schemaNamed(name, old), new: schemaNamed(name, fresh), direction, name },
      ...{ certainty: 'certain', owner: name, isEnvelope: false },
    },
    name,
  );
  return graph.finish().changes;
}

function schemaNamed(name: string, { version }: Side): Schema {
  const type = [...version.plan.types.types.values()].find((each) => each.name === name);
  if (type === undefined) throw new Error(`There is no type ${name}.`);
  return type.schema;
}

function valuesFor(name: string, sides: readonly Side[], chance: Chance): readonly Json[] {
  const made = sides.flatMap(({ json }) => [
    ...candidates(name, json, chance),
    ...Array.from({ length: 80 }, () => instanceOf(json[name], json, chance)),
  ]);
  const changed = made.map((value) => mutant(value, chance));
  return [...pool, 'z', 'xx', 2, 3, ...made, ...changed];
}
