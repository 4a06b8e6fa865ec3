import { generateSync, type JsonSchema } from 'json-schema-faker';
import { entriesOf, isArray, isObject, type Json, type JsonObject } from '../../json/json.js';
import type { TimeLimit } from '../../system/time-limit.js';
import { fakerDefinitions } from './faker-schemas.js';
import { referencedSchemas } from './referenced-schemas.js';
import type { SchemaJson } from './schema-json.js';

/** First a few seeds with hints, then more of them without. */
const attempts = [
  { isHinted: true, tries: 3 },
  { isHinted: false, tries: 20 },
];

/** How values are generated. */
export interface Faking {
  readonly limit: TimeLimit;
  /** The first seed that is tried; the others follow it. By default, it is 1. */
  readonly seed?: number;
}

/**
 * Generates values of a named schema. The same seed gives the same values. Not all of them are valid. Discriminated
 * unions must be written as `oneOf` or `anyOf`. Ends early if a value takes too long.
 */
export function* fakeValues(
  name: string,
  schemas: Readonly<Record<string, SchemaJson>>,
  { limit, seed: first = 1 }: Faking,
): Generator<Json> {
  // The faker copies its whole input, so it is kept small.
  const needed = referencedSchemas([{ $ref: name }], schemas);
  for (const { isHinted, tries } of attempts) {
    const definitions = fakerDefinitions(needed, { isHinted });
    for (let seed = first; seed < first + tries; seed += 1) {
      const result = limit.run(() => fake(name, definitions, seed));
      if (result === undefined) return;
      yield result.value;
      yield rounded(result.value);
    }
  }
}

function fake(name: string, definitions: JsonObject, seed: number): Json {
  try {
    const schema: unknown = { $ref: `#/$defs/${name}`, $defs: definitions };
    const value: unknown = isFakerSchema(schema) ? generateSync(schema, { seed }) : undefined;
    return isJson(value) ? value : null;
  } catch {
    return null; // The faker does not support the schema. The validator decides whether `null` is valid.
  }
}

/** Rounds numbers to 12 digits: the faker multiplies, and 3 * 0.1 is 0.30000000000000004. */
function rounded(value: Json): Json {
  if (typeof value === 'number') return Number(value.toPrecision(12));
  if (isArray(value)) return value.map(rounded);
  if (!isObject(value)) return value;
  return Object.fromEntries(entriesOf(value).map(([key, item]) => [key, rounded(item)]));
}

/** Whether a value is a schema in the faker's type, which does not allow readonly data. */
function isFakerSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}

function isJson(value: unknown): value is Json {
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isJson);
  return value === null || ['boolean', 'number', 'string'].includes(typeof value);
}
