import type { Json } from '../../json/json.js';
import { resolveSchema, type Schemas } from '../../model/schema/schemas.js';
import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import { valuesOf } from './value-kinds.js';

/** A person writes fewer; with more, a type would be as long as the product of the two. */
const maxConditions = 100;
const maxValues = 500;

/** The schemas that apply to objects with some of the values of one property. */
export interface ChoiceArm {
  readonly values: readonly Json[];
  readonly applied: readonly Schema[];
}

/** A property whose value decides which schemas apply to the object that it belongs to. */
export interface ConditionalChoice {
  readonly property: string;
  /** One for each set of schemas that applies; together they have all values of the property. */
  readonly arms: readonly ChoiceArm[];
  /** The schemas whose `if`, `then` and `else` the arms express. */
  readonly conditionals: readonly KeywordSchema[];
}

interface Condition {
  readonly property: string;
  readonly values: readonly Json[];
  readonly schema: KeywordSchema;
}

/**
 * The choices that an object schema makes by `if`, its own and those in `allOf`: where each `if` only
 * compares one required property with fixed values, and that property has fixed values as well.
 */
export function conditionalChoices(
  schema: KeywordSchema,
  schemas: Schemas,
): readonly ConditionalChoice[] {
  const parts = certainParts(schema, schemas);
  const conditions = parts.flatMap(conditionOf);
  if (conditions.length > maxConditions) return [];
  const properties = new Set(conditions.map(({ property }) => property));
  return [...properties].flatMap((property) => {
    const own = conditions.filter((each) => each.property === property);
    const values = fixedValues(property, parts, schemas);
    if (values === undefined || values.length > maxValues) return [];
    const arms = armsOf(values, own);
    return [{ property, arms, conditionals: own.map((each) => each.schema) }];
  });
}

/** The schema and all of its `allOf`, references followed: every value matches each of them. */
function certainParts(schema: KeywordSchema, schemas: Schemas): readonly KeywordSchema[] {
  const parts = new Set([schema]);
  for (const part of parts) {
    for (const each of part.allOf) {
      const resolved = resolveSchema(each, schemas);
      if (resolved.kind === 'keywords') parts.add(resolved);
    }
  }
  return [...parts];
}

/** Whether a schema consists of `if`, `then` and `else`. */
export function isConditional(schema: KeywordSchema): boolean {
  return hasOnly(schema, ['if', 'then', 'else']);
}

/** Returns the comparison that an `if` makes, provided that it makes only one. */
function conditionOf(schema: KeywordSchema): readonly Condition[] {
  const { if: condition } = schema;
  if (condition?.kind !== 'keywords') return [];
  const [[property, compared] = ['', undefined], ...others] = condition.properties;
  const values = others.length === 0 ? comparedValues(compared) : undefined;
  const isPlain =
    hasOnly(condition, ['properties', 'required', 'types']) &&
    condition.required.every((name) => name === property);
  return isPlain && values !== undefined ? [{ property, values, schema }] : [];
}

function comparedValues(schema: Schema | undefined): readonly Json[] | undefined {
  if (schema?.kind !== 'keywords' || !hasOnly(schema, ['const', 'enum', 'types'])) return undefined;
  const values = valuesOf(schema);
  return values?.every(isString) === true ? values : undefined;
}

/** Returns the values that a required property may have, if all are strings. */
function fixedValues(
  property: string,
  parts: readonly KeywordSchema[],
  schemas: Schemas,
): readonly Json[] | undefined {
  if (!parts.some(({ required }) => required.includes(property))) return undefined;
  const found = parts
    .flatMap(({ properties }) => properties.get(property) ?? [])
    .map((schema) => resolveSchema(schema, schemas))
    .filter((schema) => schema.kind === 'keywords');
  if (found.some(({ isOpen }) => isOpen)) return undefined;
  const declared = found.flatMap((schema) => valuesOf(schema) ?? []);
  return declared.length > 0 && declared.every(isString) ? [...new Set(declared)] : undefined;
}

function armsOf(values: readonly Json[], conditions: readonly Condition[]): readonly ChoiceArm[] {
  const arms = new Map<string, { readonly values: Json[]; readonly applied: readonly Schema[] }>();
  for (const value of values) {
    const outcomes = conditions.map((each) => each.values.includes(value));
    const arm = arms.get(outcomes.join()) ?? {
      values: [],
      applied: conditions.flatMap(({ schema }, index) => {
        const applied = outcomes[index] === true ? schema.then : schema.else;
        return applied === undefined ? [] : [applied];
      }),
    };
    arm.values.push(value);
    arms.set(outcomes.join(), arm);
  }
  return [...arms.values()];
}

function isString(value: Json): boolean {
  return typeof value === 'string';
}

/** The fields of a schema that restrict no values, and `data`, which is checked separately. */
const isAbout = new Set(['kind', 'origin', 'annotations', 'data']);

/** Whether only the given fields of a schema restrict values. */
function hasOnly(schema: KeywordSchema, fields: readonly (keyof KeywordSchema)[]): boolean {
  const held = Object.entries(schema).filter(([field]) => !isAbout.has(field));
  return (
    schema.data.size === 0 &&
    held.every(([field, value]) => fields.some((each) => each === field) || isEmpty(value))
  );
}

function isEmpty(held: unknown): boolean {
  if (held instanceof Map) return held.size === 0;
  return held === undefined || (Array.isArray(held) && held.length === 0);
}
