/** Random edits of schemas, as people make them from one version to the next. */
import { entriesOf, isArray, isObject, type Json, type JsonObject } from '../../src/json/json.js';
import type { Chance } from '../properties/chance.js';

/** Chooses the edit of a schema. */
type ChooseEdit = (schema: JsonObject, chance: Chance) => Edit;
type Edit = (schema: JsonObject, chance: Chance) => JsonObject;

const keys = ['a', 'b', 'c', 'd', 'odd-key', '7'] as const;
const values: readonly [Json, ...(readonly Json[])] = ['x', 'y', 'z', 1, 0, -2.5, true, null];
const types = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'] as const;
const leaves: readonly [JsonObject, ...(readonly JsonObject[])] = [
  ...([{ type: 'string' }, { type: 'integer' }, { enum: ['x'] }, { type: 'null' }] as const),
];

/** Returns the schema with one change, somewhere in it. */
export function edited(schema: Json, chance: Chance, choose: ChooseEdit = anyEdit): Json {
  if (!isObject(schema) || '$ref' in schema) return chance.oneIn(3) ? chance.of(leaves) : schema;
  const [first, ...others] = waysDown(schema, choose);
  if (first !== undefined && !chance.oneIn(2)) return chance.of([first, ...others])(chance);
  return choose(schema, chance)(schema, chance);
}

/** Returns functions that edit a schema below, one for each of these. */
function waysDown(
  schema: JsonObject,
  choose: ChooseEdit,
): readonly ((chance: Chance) => JsonObject)[] {
  return Object.entries(schema).flatMap(([keyword, held]) => {
    if (['properties', 'patternProperties'].includes(keyword)) {
      return entriesOf(held).map(([name, inner]) => (chance: Chance) => ({
        ...schema,
        [keyword]: { ...(isObject(held) && held), [name]: edited(inner, chance, choose) },
      }));
    }
    if (['anyOf', 'oneOf', 'allOf', 'items'].includes(keyword) && isArray(held)) {
      return held.map((inner, index) => (chance: Chance) => ({
        ...schema,
        [keyword]: held.with(index, edited(inner, chance, choose)),
      }));
    }
    const isHolder = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains'];
    if (!isHolder.includes(keyword)) return [];
    return [(chance: Chance) => ({ ...schema, [keyword]: edited(held, chance, choose) })];
  });
}

const edits: readonly [Edit, ...(readonly Edit[])] = [
  editValues,
  editValues,
  editTypes,
  editRequired,
  editRequired,
  editProperties,
  editProperties,
  editLimit,
  editLimit,
  editVariants,
  (schema, chance) => ({ ...schema, additionalProperties: chance.oneIn(2) }),
  (schema, chance) => toggled(schema, 'pattern', chance.of(['^x', 'y$'])),
  (schema, chance) => toggled(schema, 'format', chance.of(['date-time', 'email'])),
  (schema) => toggled(schema, 'uniqueItems', true),
  (schema, chance) => toggled(schema, 'not', chance.of(leaves)),
  (schema) => ({ ...schema, description: 'prose' }),
];

function anyEdit(_: JsonObject, chance: Chance): Edit {
  return chance.of(edits);
}

/** Chooses an edit that concerns the values that a schema has, so that what it does can be decided. */
export function plainEdit(schema: JsonObject, chance: Chance): Edit {
  if ('enum' in schema) return editValues;
  if ('anyOf' in schema || 'oneOf' in schema) return editVariants;
  const others: Edit = (old) => ({ ...old, additionalProperties: chance.oneIn(2) });
  const byType = new Map<Json | undefined, readonly [Edit, ...(readonly Edit[])]>([
    ['object', [requireDeclared, requireDeclared, editDeclared, editDeclared, others]],
    ['string', [limitEdit('minLength', 'maxLength'), editTypes]],
    ['integer', [limitEdit('minimum', 'maximum', 'exclusiveMinimum'), editTypes]],
    ['number', [limitEdit('minimum', 'maximum'), editTypes]],
    ['array', [limitEdit('minItems', 'maxItems')]],
  ]);
  return chance.of(
    byType.get(schema['type'] ?? ('properties' in schema ? 'object' : undefined)) ?? [editTypes],
  );
}

/** Requires a property that the schema has, or no longer requires it. */
function requireDeclared(schema: JsonObject, chance: Chance): JsonObject {
  const [first, ...others] = isObject(schema['properties'])
    ? Object.keys(schema['properties'])
    : [];
  return first === undefined ? schema : toggledName(schema, chance.of([first, ...others]));
}

/** Adds or removes a property. One that is gone is not required any more. */
function editDeclared(schema: JsonObject, chance: Chance): JsonObject {
  const changed = editProperties(schema, chance);
  const declared = isObject(changed['properties']) ? Object.keys(changed['properties']) : [];
  const required = isArray(changed['required']) ? changed['required'].map(String) : [];
  const added = chance.oneIn(2) ? declared.slice(-1) : [];
  const kept = required.filter((name) => declared.includes(name));
  return { ...changed, required: [...new Set([...kept, ...added])] };
}

function limitEdit(...limits: readonly [string, ...string[]]): Edit {
  return (schema, chance) => {
    const changed = toggled(schema, chance.of(limits), chance.below(4) + 1);
    // A lower limit above the upper one would leave no values.
    return isPossible(changed) ? changed : schema;
  };
}

function isPossible(schema: JsonObject): boolean {
  const least = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'].map((key) => schema[key]);
  const most = ['maximum', 'maxLength', 'maxItems'].map((key) => Number(schema[key] ?? 99));
  const isExclusive = typeof least[1] === 'number' ? 1 : 0;
  return Math.max(...least.map((each) => Number(each ?? -99))) + isExclusive <= Math.min(...most);
}

function editValues(schema: JsonObject, chance: Chance): JsonObject {
  if (!isArray(schema['enum'])) return toggled(schema, 'enum', ['x', 'y', 1]);
  const rest = schema['enum'].filter(() => !chance.oneIn(3));
  const added = chance.oneIn(2) ? [chance.of(values)] : [];
  const all = [...new Set([...rest, ...added].map((value) => JSON.stringify(value)))];
  return all.length === 0 ? schema : { ...schema, enum: all.map((text): Json => JSON.parse(text)) };
}

function editTypes(schema: JsonObject, chance: Chance): JsonObject {
  const old = schema['type'];
  const listed: readonly Json[] = isArray(old) ? old : [old ?? 'string'];
  const one = chance.of(types);
  if (chance.oneIn(2) && !listed.includes(one)) return { ...schema, type: [...listed, one] };
  return listed.length > 1 ? { ...schema, type: listed.slice(1) } : toggled(schema, 'type', one);
}

function editRequired(schema: JsonObject, chance: Chance): JsonObject {
  const names = isObject(schema['properties']) ? Object.keys(schema['properties']) : [];
  return toggledName(
    schema,
    chance.of([names[chance.below(Math.max(names.length, 1))] ?? 'a', 'b']),
  );
}

function toggledName(schema: JsonObject, key: string): JsonObject {
  const old = isArray(schema['required']) ? schema['required'] : [];
  const isNew = !old.includes(key);
  return { ...schema, required: isNew ? [...old, key] : old.filter((name) => name !== key) };
}

function editProperties(schema: JsonObject, chance: Chance): JsonObject {
  const old = isObject(schema['properties']) ? schema['properties'] : {};
  const key = chance.of(keys);
  const rest = Object.fromEntries(Object.entries(old).filter(([name]) => name !== key));
  return { ...schema, properties: key in old ? rest : { ...rest, [key]: chance.of(leaves) } };
}

function editLimit(schema: JsonObject, chance: Chance): JsonObject {
  const limits = ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'] as const;
  const keyword = chance.of([...limits, 'exclusiveMinimum', 'multipleOf', 'maxProperties']);
  return toggled(schema, keyword, chance.below(4) + 1);
}

function editVariants(schema: JsonObject, chance: Chance): JsonObject {
  const keyword = 'anyOf' in schema ? 'anyOf' : 'oneOf';
  const old = isArray(schema[keyword]) ? schema[keyword] : [];
  if (old.length > 1 && chance.oneIn(2)) return { ...schema, [keyword]: old.slice(1) };
  return { ...schema, [keyword]: [...old, chance.of(leaves)] };
}

/** Returns the schema with a keyword, or without it if it has it with this value. */
function toggled(schema: JsonObject, keyword: string, value: Json): JsonObject {
  if (JSON.stringify(schema[keyword]) !== JSON.stringify(value))
    return { ...schema, [keyword]: value };
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== keyword));
}
