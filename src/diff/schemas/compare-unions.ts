import { valuesOf } from '../../plan/types/value-kinds.js';
import { keywordsHolding } from '../../model/schema/keywords.js';
import { resolveSchema } from '../../model/schema/schemas.js';
import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import { groupBy } from '../../system/group-by.js';
import { type Certainty, inWhat, leastSure, quoted } from '../report.js';
import { kindsWithin, type Version } from '../versions.js';
import type { Comparison } from './comparison.js';

/** The variants of a union in both versions. */
export interface Variants {
  readonly old: readonly Schema[];
  readonly new: readonly Schema[];
  /** Whether exactly one variant has to match, so that overlapping variants exclude values. */
  readonly isExclusive: boolean;
}

const singles = keywordsHolding('schema');
/** More variants are not compared with each other. */
const mostVariants = 30;

/** Returns the variants if at least one schema is nothing but a union; another schema is its own variant. */
export function pureVariants({ old, new: fresh }: Comparison): Variants | undefined {
  const [before, after] = [unionOf(old), unionOf(fresh)];
  if (before === undefined || after === undefined) return undefined;
  if (before === 'none' && after === 'none') return undefined;
  return {
    old: before === 'none' ? [old] : before.variants,
    new: after === 'none' ? [fresh] : after.variants,
    isExclusive: [before, after].some((each) => each !== 'none' && each.isExclusive),
  };
}

/** Returns the variants of a schema that is a union, `none` if it has no union, and nothing if it has more. */
function unionOf(
  schema: KeywordSchema,
): { variants: readonly Schema[]; isExclusive: boolean } | 'none' | undefined {
  const { anyOf, oneOf } = schema;
  if (anyOf.length + oneOf.length === 0) return 'none';
  if (anyOf.length > 0 && oneOf.length > 0) return undefined;
  const { properties, patternProperties, dependencies, data, required } = schema;
  const counts = [
    properties.size,
    patternProperties.size,
    dependencies.size,
    data.size,
    required.length,
  ];
  const others = [schema.types, schema.enum, schema.const, schema.items];
  const isPure =
    counts.every((count) => count === 0) &&
    others.every((each) => each === undefined) &&
    singles.every((keyword) => schema[keyword] === undefined);
  return isPure ? { variants: [...anyOf, ...oneOf], isExclusive: oneOf.length > 0 } : undefined;
}

/** Compares schemas that are unions, or one that became a union or stopped being one. */
export function compareUnions(comparison: Comparison, variants: Variants): void {
  const [before, after] = [comparison.old.discriminator, comparison.new.discriminator];
  const { name, direction } = comparison.pair;
  if (before !== after) {
    comparison.add('DISCRIMINATOR_CHANGED', {
      what: `The discriminator of ${quoted(name)} changed${inWhat(direction)}`,
    });
  }
  compareVariants(comparison, variants, 'certain');
}

/** Pairs the variants of a union, and compares each pair. */
export function compareVariants(
  comparison: Comparison,
  variants: Variants,
  certainty: Certainty,
): void {
  const { versions, pair } = comparison;
  const { pairs, added, removed } = pairVariants(variants, comparison);
  const areApart = [
    isDisjoint(variants.old, versions.old),
    isDisjoint(variants.new, versions.new),
  ].every(Boolean);
  const overlapping: Certainty = variants.isExclusive ? 'unknown' : 'monotone';
  const isStable = added.length + removed.length === 0;
  const overall = leastSure(certainty, areApart ? 'certain' : overlapping);
  for (const [old, fresh] of pairs) {
    const certain = areApart && !isStable && pairs.length > 1 ? 'monotone' : overall;
    comparison.below(old, fresh, {
      step: variants.old.length > 1 ? variantStep(old, variants) : '',
      certainty: leastSure(overall, certain),
    });
  }
  const end = inWhat(pair.direction);
  for (const variant of added) {
    const isNew = isApart(variant, versions.new, [variants.old, versions.old]);
    comparison.add('VARIANT_ADDED', {
      what: `${quoted(pair.name)} gained ${variantText(variant, versions.new)}${end}`,
      new: variant.origin,
      certainty: leastSure(overall, isNew ? 'certain' : overlapping),
      isCovered: !isNew,
    });
  }
  for (const variant of removed) {
    const isGone = isApart(variant, versions.old, [variants.new, versions.new]);
    comparison.add('VARIANT_REMOVED', {
      what: `${quoted(pair.name)} lost ${variantText(variant, versions.old)}${end}`,
      old: variant.origin,
      certainty: leastSure(overall, isGone ? 'certain' : overlapping),
      isCovered: !isGone,
    });
  }
}

function variantStep(variant: Schema, { old }: Variants): string {
  return ` (variant ${old.indexOf(variant) + 1})`;
}

function variantText(variant: Schema, version: Version): string {
  const name = version.plan.types.nameOf(variant);
  const kinds = kindsWithin(version, variant).join(' or ');
  return name === undefined ? `a variant (${kinds})` : `the variant ${quoted(name)}`;
}

/** Pairs variants by the names of their types, then by what they look like, then by their kinds. */
function pairVariants(
  variants: Variants,
  { versions }: Comparison,
): {
  readonly pairs: readonly (readonly [Schema, Schema])[];
  readonly added: readonly Schema[];
  readonly removed: readonly Schema[];
} {
  const pairs: (readonly [Schema, Schema])[] = [];
  let [removed, added] = [[...variants.old], [...variants.new]];
  const keys = [nameKey, shapeKey, kindKey];
  for (const keyOf of keys) {
    const byKey = groupBy(added, (variant) => keyOf(variant, versions.new));
    const taken = new Set<Schema>();
    removed = removed.filter((variant) => {
      const alike = byKey.get(keyOf(variant, versions.old));
      const partner = alike?.find((each) => !taken.has(each));
      if (partner === undefined) return true;
      pairs.push([variant, partner]);
      taken.add(partner);
      return false;
    });
    added = added.filter((variant) => !taken.has(variant));
  }
  return { pairs, added, removed };
}

function nameKey(variant: Schema, { plan }: Version): string {
  return plan.types.nameOf(variant) ?? `#${variant.kind}${shapeKey(variant, { plan })}`;
}

function shapeKey(variant: Schema, { plan }: Pick<Version, 'plan'>): string {
  const schema = resolveSchema(variant, plan.api.schemas);
  if (schema.kind !== 'keywords') return JSON.stringify(schema.kind);
  const { types, properties, required, data } = schema;
  return JSON.stringify([
    types,
    schema.enum,
    schema.const,
    [...properties.keys()],
    required,
    [...data],
  ]);
}

function kindKey(variant: Schema, version: Version): string {
  return kindsWithin(version, variant).join();
}

/** Whether no value matches two of the variants. */
function isDisjoint(variants: readonly Schema[], version: Version): boolean {
  const [first] = variants;
  if (first === undefined || variants.length > mostVariants) return false;
  const { disjoint } = version.known;
  const known = disjoint.get(first);
  if (known !== undefined) return known;
  const isSo = variants.every((variant, index) =>
    isApart(variant, version, [variants.slice(index + 1), version]),
  );
  disjoint.set(first, isSo);
  return isSo;
}

/** Whether a variant allows values, and none of them matches one of some others. */
function isApart(
  variant: Schema,
  version: Version,
  [others, theirs]: readonly [readonly Schema[], Version],
): boolean {
  if (others.length > mostVariants || kindsWithin(version, variant).length === 0) {
    return false;
  }
  return others.every((other) => areApart([variant, version], [other, theirs]));
}

type Versioned = readonly [Schema, Version];

function areApart(a: Versioned, b: Versioned): boolean {
  const [kinds, otherKinds] = [a, b].map(([schema, version]) => kindsWithin(version, schema));
  const common = kinds?.filter((kind) => otherKinds?.includes(kind)) ?? [];
  if (common.length === 0) return true;
  const [one, other] = [a, b].map(([schema, { plan }]) => resolveSchema(schema, plan.api.schemas));
  if (one?.kind !== 'keywords' || other?.kind !== 'keywords') return false;
  if (haveOtherValues(one, other)) return true;
  if (common.some((kind) => kind !== 'object')) return false;
  return one.required.some((name) => {
    if (!other.required.includes(name)) return false;
    const [mine, yours] = [a, b].map(([, { plan }], index) => {
      const property = (index === 0 ? one : other).properties.get(name);
      return property === undefined ? undefined : resolveSchema(property, plan.api.schemas);
    });
    return mine?.kind === 'keywords' && yours?.kind === 'keywords' && haveOtherValues(mine, yours);
  });
}

function haveOtherValues(a: KeywordSchema, b: KeywordSchema): boolean {
  const [mine, yours] = [valuesOf(a), valuesOf(b)];
  if (mine === undefined || yours === undefined) return false;
  const texts = new Set(mine.map((value) => JSON.stringify(value)));
  return !yours.some((value) => texts.has(JSON.stringify(value)));
}
