import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import { type Certainty, inWhat, quoted } from '../report.js';
import type { Comparison } from './comparison.js';
import { compareVariants } from './compare-unions.js';

/** Keywords with a schema whose effect on the whole schema is not that of a part. */
const conditions = {
  not: 'hidden',
  if: 'hidden',
  then: 'unknown',
  else: 'unknown',
  contains: 'hidden',
  propertyNames: 'hidden',
} as const satisfies Readonly<Record<string, Certainty>>;

/** Whether a schema has keywords that may hide what changes in others. */
export function hasConditions({ old, new: fresh }: Comparison): boolean {
  return [old, fresh].some(
    (schema) =>
      conditionNames.some((keyword) => schema[keyword] !== undefined) ||
      schema.anyOf.length + schema.oneOf.length > 0 ||
      schema.dependencies.size + schema.patternProperties.size > 0 ||
      ['minProperties', 'maxProperties', 'uniqueItems'].some((each) => hasData(schema, each)),
  );
}

const conditionNames = ['not', 'if', 'then', 'else', 'contains', 'propertyNames'] as const;

function hasData({ data }: KeywordSchema, keyword: string): boolean {
  return [...data.keys()].some((each) => each === keyword);
}

/** Compares the keywords whose effect cannot be decided part by part. */
export function compareConditions(comparison: Comparison): void {
  for (const keyword of conditionNames) {
    const [before, after] = [comparison.old[keyword], comparison.new[keyword]];
    if (before !== undefined && after !== undefined) {
      comparison.below(before, after, { step: ` (${keyword})`, certainty: conditions[keyword] });
    } else if (before !== after) reportCondition(comparison, keyword);
  }
  compareUnionKeywords(comparison);
  comparePatterns(comparison);
  compareDependencies(comparison);
  if (comparison.old.discriminator !== comparison.new.discriminator) {
    const { name, direction } = comparison.pair;
    comparison.add('DISCRIMINATOR_CHANGED', {
      what: `The discriminator of ${quoted(name)} changed${inWhat(direction)}`,
    });
  }
}

function reportCondition({ pair, add }: Comparison, keyword: string): void {
  const { name, direction } = pair;
  add('CONDITION_CHANGED', {
    what: `${quoted(keyword)} of ${quoted(name)} changed${inWhat(direction)}`,
    certainty: 'unknown',
  });
}

/** Compares unions that have other keywords beside them. */
function compareUnionKeywords(comparison: Comparison): void {
  const { old, new: fresh } = comparison;
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const [before, after] = [old[keyword], fresh[keyword]];
    if (before.length > 0 && after.length > 0) {
      compareVariants(
        comparison,
        { old: before, new: after, isExclusive: keyword === 'oneOf' },
        'monotone',
      );
    } else if (before.length + after.length > 0) reportCondition(comparison, keyword);
  }
}

function comparePatterns(comparison: Comparison): void {
  const [before, after] = [comparison.old.patternProperties, comparison.new.patternProperties];
  for (const pattern of new Set([...before.keys(), ...after.keys()])) {
    const [old, fresh] = [before.get(pattern), after.get(pattern)];
    if (old === undefined || fresh === undefined) reportCondition(comparison, 'patternProperties');
    else comparison.below(old, fresh, { step: `[${pattern}]`, certainty: 'unknown' });
  }
}

function compareDependencies(comparison: Comparison): void {
  const [before, after] = [comparison.old.dependencies, comparison.new.dependencies];
  for (const property of new Set([...before.keys(), ...after.keys()])) {
    const [old, fresh] = [before.get(property), after.get(property)];
    if (isSchema(old) && isSchema(fresh)) {
      comparison.below(old, fresh, { step: ` (if ${property})`, certainty: 'hidden' });
    } else if (JSON.stringify(old) !== JSON.stringify(fresh))
      reportCondition(comparison, 'dependencies');
  }
}

function isSchema(value: Schema | readonly string[] | undefined): value is Schema {
  return value !== undefined && 'kind' in value;
}
