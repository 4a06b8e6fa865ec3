import { createValidators } from '../../../templates/runtime/lazy/create-validators.js';
import type { Json } from '../../json/json.js';
import type { Message } from '../../model/api.js';
import type { Schemas } from '../../model/schema/schemas.js';
import type { MessagePlan } from '../operations/messages.js';
import { fakeValues } from './fake-values.js';
import { createSearch, type MissingSample } from './missing-sample.js';
import { namedSchemasJson, type SchemaJson } from './schema-json.js';
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
  /** Like `of`, but what is generated depends on a seed, which is a positive integer. */
  vary(message: Pick<MessagePlan, 'message' | 'encoding'>, seed: number): Sample | undefined;
  /** Returns the innermost part of a payload without a sample. Call it if there is no sample. */
  missingIn(message: Message): MissingSample | undefined;
}

/** A sample payload: a value for JSON and text, bytes otherwise. */
export type Sample =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'bytes'; readonly bytes: readonly number[] };

const FIRST_SEED = 1;

/** The sample of binary payloads. JSON has no bytes, so documents have no examples of them. */
const sampleBytes: Sample = { kind: 'bytes', bytes: [0, 1, 2, 3] };

/** Creates the samples of an API. Each is made when it is first asked for. */
export function createSamples(names: TypeNames, context: TypeContext): Samples {
  const schemas = namedSchemasJson(names, context);
  const limit = new TimeLimit();
  const validate = limit.keeping(() => createValidators(schemas));
  const matches = (name: string, value: Json): boolean =>
    validate((validators) => validators.is(name, value))?.value ?? false;
  let unions: Readonly<Record<string, SchemaJson>> | undefined;
  const fakes = (name: string, seed: number): Iterable<Json> => {
    unions ??= namedSchemasJson(names, { ...context, keepsUnions: true });
    return fakeValues(name, unions, { limit, seed });
  };
  const find: Samples['vary'] = ({ message, encoding }, seed) => {
    if (encoding === 'binary') return sampleBytes;
    const name = message.payload === undefined ? undefined : names.nameOf(message.payload);
    if (name === undefined) return sampleWithoutSchema(message);
    const isText = encoding === 'text';
    const isValid = (value: Json): boolean =>
      (!isText || typeof value === 'string') && matches(name, value);
    const examples = examplesOf(message, context.schemas);
    return valueSample(examples.find(isValid) ?? firstOf(fakes(name, seed), isValid));
  };
  const found = new Map<Message, Sample | undefined>();
  const of: Samples['of'] = (plan) => {
    if (!found.has(plan.message)) found.set(plan.message, find(plan, FIRST_SEED));
    return found.get(plan.message);
  };
  let search: ReturnType<typeof createSearch> | undefined;
  return {
    of,
    vary: (plan, seed) => find(plan, seed) ?? of(plan),
    missingIn: ({ payload }) => {
      if (payload === undefined) return undefined;
      search ??= createSearch(names, context);
      return search(payload);
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
