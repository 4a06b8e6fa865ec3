import { generateSync } from 'json-schema-faker';
import { entriesOf, isArray, isObject, type Json, type JsonObject } from '../../src/json/json.js';
import type { Chance } from './chance.js';

/** Values of every kind, some of which most schemas accept. */
export const pool: readonly [Json, ...(readonly Json[])] = [
  null,
  ...[true, false, 0, 1, -2.5, 0.3, 19.99, 'x', 'y', '', '2024-01-01T00:00:00Z'],
  ...[[], ['x'], [1, 'x', null], [{}], {}, { a: 1 }, { a: 'x', b: {} }, { extra: [] }],
];

/** Values that a schema may accept: those of a faker, and changed ones. */
export function candidates(name: string, schemas: JsonObject, chance: Chance): readonly Json[] {
  const definitions = Object.fromEntries(
    Object.entries(schemas).map(([key, schema]) => [key, modern(schema)]),
  );
  const fakes = [1, 2, 3].flatMap((seed) => fake(name, definitions, seed));
  const mutants = fakes.flatMap((value) => [mutant(value, chance), mutant(value, chance)]);
  return [...fakes, ...mutants, ...mutants.map((value) => mutant(value, chance))];
}

function fake(name: string, definitions: JsonObject, seed: number): readonly Json[] {
  try {
    const schema = JSON.stringify({ $ref: `#/$defs/${name}`, $defs: definitions });
    const text: string | undefined = JSON.stringify(generateSync(JSON.parse(schema), { seed }));
    const value: Json = JSON.parse(text ?? 'null');
    return [value];
  } catch {
    return []; // The faker cannot follow every schema.
  }
}

/** The faker reads 2020-12: references lead to `$defs`, and tuples are `prefixItems`. */
function modern(value: Json): Json {
  if (isArray(value)) return value.map(modern);
  if (!isObject(value)) return value;
  const { $ref } = value;
  if (typeof $ref === 'string') return { $ref: `#/$defs/${$ref}` };
  const entries = entriesOf(value).map(([key, item]) => [key, modern(item)] as const);
  const { items, additionalItems, ...rest } = Object.fromEntries(entries);
  if (isArray(items)) return { ...rest, prefixItems: items, items: additionalItems ?? true };
  return items === undefined ? rest : { ...rest, items };
}

/** The value with something changed, left out or added at some place. */
export function mutant(value: Json, chance: Chance): Json {
  if (isArray(value) && value.length > 0 && !chance.oneIn(4)) {
    const at = chance.below(value.length);
    const rest = value.filter((_, index) => index !== at);
    if (chance.oneIn(4)) return rest;
    if (chance.oneIn(4)) return [...value, chance.of(pool)];
    return value.map((item, index) => (index === at ? mutant(item, chance) : item));
  }
  if (isObject(value) && !chance.oneIn(5)) return mutantObject(value, chance);
  return chance.of(pool);
}

function mutantObject(value: JsonObject, chance: Chance): JsonObject {
  const [first = 'a', ...others] = Object.keys(value);
  const key = chance.of([first, ...others]);
  if (chance.oneIn(3))
    return { ...value, [chance.of(['a', 'b', 'd', '7', 'a2', 'old', 'extra'])]: chance.of(pool) };
  if (chance.oneIn(3)) {
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  }
  return { ...value, [key]: mutant(value[key] ?? null, chance) };
}
