import { createValidators } from '../../../templates/runtime/lazy/create-validators.js';
import { isArray, isObject, type Json, member } from '../../json/json.js';
import type { Schema } from '../../model/schema/schema.js';
import { TimeLimit } from '../../system/time-limit.js';
import type { ChooseId, GeneratedId } from '../operations/correlation.js';
import type { TypeNames } from '../names/type-names.js';
import type { TypeContext } from '../types/schema-type.js';
import { referencedSchemas } from './referenced-schemas.js';
import { namedSchemasJson, schemaJson, type SchemaJson } from './schema-json.js';

type NamedSchemas = Readonly<Record<string, SchemaJson>>;

/** UUIDs of version 4 that together have every hexadecimal digit at every random position. */
const uuids = [...'0123456789abcdef'].map((digit, index) => {
  const four = digit.repeat(4);
  return `${four}${four}-${four}-4${digit.repeat(3)}-${'89ab'[index % 4]}${digit.repeat(3)}-${four.repeat(3)}`;
});

/** The range of integers if the document has no limits: it fits into 32 bits with a sign. */
const usual = { minimum: 1, maximum: 2 ** 31 - 1 };

/** The key of the schema of an id. Type names are identifiers, so none is equal to it. */
const key = 'correlation-id';

/** Creates the choice of correlation ids: UUIDs where strings are allowed, else integers. */
export function createIdChoice(names: TypeNames, context: TypeContext): ChooseId {
  const limit = new TimeLimit();
  const chosen = new Map<string, GeneratedId | undefined>();
  let named: NamedSchemas | undefined;
  return (schemas, { isText }) => {
    const parts = schemas.map((schema: Schema) => schemaJson(schema, context));
    const text = JSON.stringify([parts, isText]);
    if (!chosen.has(text)) {
      named ??= namedSchemasJson(names, context);
      const all = [...parts, ...(isText ? [{ type: 'string' }] : [])];
      chosen.set(text, firstFitting(all, named, limit));
    }
    return chosen.get(text);
  };
}

function firstFitting(
  parts: readonly SchemaJson[],
  named: NamedSchemas,
  limit: TimeLimit,
): GeneratedId | undefined {
  const needed = referencedSchemas(parts, named);
  const accepts = (values: readonly Json[]): boolean => {
    const schema = { ...(parts.length === 0 ? {} : { allOf: parts }) };
    const result = limit.run(() => {
      const validators = createValidators({ ...Object.fromEntries(needed), [key]: schema });
      return values.every((value) => validators.is(key, value));
    });
    return result?.value ?? false;
  };
  if (accepts(uuids)) return { kind: 'uuid' };
  const { minimum, maximum } = rangeOf([...parts, ...needed.values()]);
  const isRange = Number.isSafeInteger(minimum) && Number.isSafeInteger(maximum);
  const ends = [minimum, minimum + 1, maximum - 1, maximum];
  if (!isRange || minimum >= maximum || !accepts(ends)) return undefined;
  return { kind: 'integer', minimum, maximum };
}

/**
 * Returns the range of ids within the limits of schemas: positive integers that fit into 32 bits with
 * a sign, unless the limits demand others.
 */
function rangeOf(schemas: readonly Json[]): { readonly minimum: number; readonly maximum: number } {
  const numbers = (keyword: string): readonly number[] =>
    schemas.flatMap((schema) => limitsIn(schema, keyword));
  const lower = [...numbers('minimum'), ...numbers('exclusiveMinimum').map((limit) => limit + 1)];
  const upper = [...numbers('maximum'), ...numbers('exclusiveMaximum').map((limit) => limit - 1)];
  const lowest = Math.ceil(lower.reduce((a, b) => Math.max(a, b), -Infinity));
  const size = usual.maximum - usual.minimum;
  const highest = Math.max(usual.maximum, lowest + size);
  const maximum = Math.floor(upper.reduce((a, b) => Math.min(a, b), highest));
  const preferred = maximum > usual.minimum ? usual.minimum : maximum - size;
  return { minimum: Math.max(lowest, preferred), maximum };
}

function limitsIn(schema: Json, keyword: string): readonly number[] {
  const own = member(isObject(schema) ? schema : undefined, keyword);
  const parts = member(isObject(schema) ? schema : undefined, 'allOf');
  return [
    ...(typeof own === 'number' ? [own] : []),
    ...(isArray(parts) ? parts.flatMap((part) => limitsIn(part, keyword)) : []),
  ];
}
