import { generateSync, type JsonSchema } from 'json-schema-faker';
import { createValidators } from '../../../templates/runtime/validation/validation.js';
import { entriesOf, isArray, isObject, type Json, type JsonObject } from '../../json/json.js';
import type { Message } from '../../model/api.js';
import type { Schemas } from '../../model/schema/schemas.js';
import type { MessagePlan } from '../operations/messages.js';
import { fakerDefinitions } from './faker-schemas.js';
import { referencedSchemas } from './referenced-schemas.js';
import { namedSchemasJson } from './schema-json.js';
import type { TypeContext } from '../types/schema-type.js';
import { TimeLimit } from '../../system/time-limit.js';
import type { TypeNames } from '../names/type-names.js';

/** Samples of messages. */
export interface Samples {
  /**
   * Returns a valid payload: the first valid example of the document, else one generated from the
   * schema with a fixed seed. `undefined` if the message has no payload or none was found in time.
   */
  of(message: Pick<MessagePlan, 'message' | 'encoding'>): Sample | undefined;
}

/** A sample payload: a value for JSON and text, bytes otherwise. */
export type Sample =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'bytes'; readonly bytes: readonly number[] };

/** The sample of binary payloads. JSON has no bytes, so documents have no examples of them. */
const sampleBytes: Sample = { kind: 'bytes', bytes: [0, 1, 2, 3] };

/** The seeds that are tried for a schema before giving up. */
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

/** First a few seeds with hints, then all seeds without. */
const attempts = [
  { isHinted: true, tries: 3 },
  { isHinted: false, tries: seeds.length },
];

export function createSamples(names: TypeNames, context: TypeContext): Samples {
  const schemas = namedSchemasJson(names, context);
  const limit = new TimeLimit();
  let validators = createValidators(schemas);
  const matches = (name: string, value: Json): boolean => {
    const result = limit.run(() => validators.is(name, value));
    if (result === undefined) validators = createValidators(schemas);
    return result?.value ?? false;
  };
  let unions: JsonObject | undefined;
  const fakes = function* (name: string): Generator<Json> {
    unions ??= namedSchemasJson(names, { ...context, keepsUnions: true });
    // The faker copies its whole input, so it is kept small.
    const needed = referencedSchemas([{ $ref: name }], unions);
    for (const { isHinted, tries } of attempts) {
      const definitions = fakerDefinitions(needed, { isHinted });
      for (const seed of seeds.slice(0, tries)) {
        const result = limit.run(() => fake(name, definitions, seed));
        if (result === undefined) return;
        yield result.value;
        yield rounded(result.value);
      }
    }
  };
  const find: Samples['of'] = ({ message, encoding }) => {
    if (encoding === 'binary') return sampleBytes;
    const name = message.payload === undefined ? undefined : names.nameOf(message.payload);
    if (name === undefined) return sampleWithoutSchema(message);
    const isText = encoding === 'text';
    const isValid = (value: Json): boolean =>
      (!isText || typeof value === 'string') && matches(name, value);
    const examples = examplesOf(message, context.schemas);
    return valueSample(examples.find(isValid) ?? firstOf(fakes(name), isValid));
  };
  const found = new Map<Message, Sample | undefined>();
  return {
    of: (plan) => {
      if (!found.has(plan.message)) found.set(plan.message, find(plan));
      return found.get(plan.message);
    },
  };
}

function valueSample(value: Json | undefined): Sample | undefined {
  return value === undefined ? undefined : { kind: 'value', value };
}

/** Returns the sample of a payload without a schema: the first example, if there is one. */
function sampleWithoutSchema({ hasPayload, encoding, examples }: Message): Sample | undefined {
  if (!hasPayload) return undefined;
  const given = examples.map(({ payload }) => payload).filter((payload) => payload !== undefined);
  if (encoding === 'json') return valueSample(given[0] ?? {});
  return valueSample(given.find((payload) => typeof payload === 'string') ?? 'sample');
}

function examplesOf(message: Message, schemas: Schemas): readonly Json[] {
  const written = message.examples.map(({ payload }) => payload);
  const target = message.payload?.kind === 'reference' ? message.payload.target : undefined;
  const schema = target === undefined ? undefined : schemas.get(target);
  const annotations = schema === undefined || schema.kind === 'boolean' ? {} : schema.annotations;
  return [...written, ...(annotations.examples ?? []), annotations.default].filter(
    (value) => value !== undefined,
  );
}

function firstOf(values: Iterable<Json>, isWanted: (value: Json) => boolean): Json | undefined {
  for (const value of values) if (isWanted(value)) return value;
  return undefined;
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
