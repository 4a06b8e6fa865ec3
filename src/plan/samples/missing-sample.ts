import { createValidators } from '../../../templates/runtime/lazy/create-validators.js';
import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import { originId } from '../../model/origin.js';
import { isTuple } from '../../model/schema/subschemas.js';
import { TimeLimit } from '../../system/time-limit.js';
import type { TypeNames } from '../names/type-names.js';
import type { TypeContext } from '../types/schema-type.js';
import { fakeValues } from './fake-values.js';
import { namedSchemasJson, schemaJson } from './schema-json.js';

/** A part of a payload for which no valid value was found. */
export interface MissingSample {
  readonly schema: Schema;
  /** The properties that lead to it, e.g. `meters[].serial`; empty for the payload itself. */
  readonly path: string;
}

type Part = MissingSample;

/** The name of the schema that is tried; no type has such a name. */
const TRIED = 'part-of-payload';
/** How many parts are tried for all payloads of an API. */
const MOST_TRIED = 200;
/** The processor time for all payloads of an API, in milliseconds. */
const TOTAL_MS = 5_000;

/** Creates a function that finds the innermost part of a payload that has no sample. */
export function createSearch(
  names: TypeNames,
  context: TypeContext,
): (payload: Schema) => MissingSample {
  const hasSample = createTrial(names, context);
  const search = (part: Part, known: ReadonlySet<string>): MissingSample => {
    const { schema, path } = part;
    const target = schema.kind === 'reference' ? context.schemas.get(schema.target) : schema;
    if (target?.kind !== 'keywords' || known.has(originId(target.origin))) return part;
    const inner = innerPart(target, path, hasSample);
    return inner === undefined ? part : search(inner, new Set([...known, originId(target.origin)]));
  };
  return (payload) => search({ schema: payload, path: '' }, new Set());
}

/** Returns a part of a schema that has no sample, the required properties first. */
function innerPart(
  schema: KeywordSchema,
  path: string,
  hasSample: (schema: Schema) => boolean,
): Part | undefined {
  const { required, items, allOf, anyOf, oneOf } = schema;
  const properties = [...schema.properties]
    .map(([key, each]) => ({ key, schema: each, path: path === '' ? key : `${path}.${key}` }))
    .toSorted((a, b) => Number(required.includes(b.key)) - Number(required.includes(a.key)));
  const elements = items === undefined || isTuple(items) ? (items ?? []) : [items];
  const parts = [
    ...properties,
    ...elements.map((each) => ({ schema: each, path: `${path}[]` })),
    ...allOf.map((each) => ({ schema: each, path })),
  ];
  const found = parts.find((part) => !hasSample(part.schema));
  if (found !== undefined) return { schema: found.schema, path: found.path };
  const [first, ...others] = [...anyOf, ...oneOf];
  if (first === undefined || [first, ...others].some(hasSample)) return undefined;
  return { schema: first, path };
}

/** Creates a function that tells whether a valid value of a schema can be made; after a limit, always. */
function createTrial(names: TypeNames, context: TypeContext): (schema: Schema) => boolean {
  const unionContext = { ...context, keepsUnions: true };
  const [schemas, unions] = [context, unionContext].map((each) => namedSchemasJson(names, each));
  const limit = new TimeLimit(TOTAL_MS);
  let tried = 0;
  return (schema) => {
    tried += 1;
    if (limit.isSpent || tried > MOST_TRIED) return true;
    const all = { ...schemas, [TRIED]: schemaJson(schema, context) };
    const validate = limit.keeping(() => createValidators(all));
    const written = { ...unions, [TRIED]: schemaJson(schema, unionContext) };
    for (const value of fakeValues(TRIED, written, { limit })) {
      const verdict = validate((validators) => validators.is(TRIED, value));
      if (verdict === undefined) return false;
      if (verdict.value) return true;
    }
    return false;
  };
}
