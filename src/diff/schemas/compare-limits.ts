import type { Json } from '../../json/json.js';
import type { DataKeyword, KeywordSchema } from '../../model/schema/schema.js';
import type { ValueKind } from '../../plan/types/value-kinds.js';
import { type Certainty, inWhat, quoted } from '../report.js';
import { isIntegral, kindsIn } from './compare-kinds.js';
import type { Comparison } from './comparison.js';

/** The limits of a schema as numbers, so that more is tighter for the lower ones, and looser for the upper ones. */
interface Limit {
  readonly keyword: string;
  readonly kind: ValueKind;
  readonly isUpper: boolean;
  readonly of: (schema: KeywordSchema) => Bound;
  /** Whether other keywords may hide the difference. */
  readonly isShared: (schema: KeywordSchema) => boolean;
}

interface Bound {
  readonly value: number;
  readonly isExclusive: boolean;
}

const limits: readonly Limit[] = [
  {
    ...{ keyword: 'minimum', kind: 'number', isUpper: false },
    of: (schema) => boundOf(schema, false),
    isShared: ({ data }) => data.has('multipleOf'),
  },
  {
    ...{ keyword: 'maximum', kind: 'number', isUpper: true },
    of: (schema) => boundOf(schema, true),
    isShared: ({ data }) => data.has('multipleOf'),
  },
  countLimit('minLength', 'string'),
  countLimit('maxLength', 'string'),
  countLimit('minItems', 'array'),
  countLimit('maxItems', 'array'),
  countLimit('minProperties', 'object'),
  countLimit('maxProperties', 'object'),
];

function countLimit(keyword: DataKeyword, kind: ValueKind): Limit {
  const isUpper = keyword.startsWith('max');
  return {
    ...{ keyword, kind, isUpper },
    of: ({ data }) => {
      const value = data.get(keyword);
      const open = isUpper ? Infinity : 0;
      return { value: typeof value === 'number' ? value : open, isExclusive: false };
    },
    isShared: (schema) => kind !== 'string' || hasTextRule(schema),
  };
}

/** Compares the keywords that limit numbers, lengths and counts, and the rules for strings. */
export function compareLimits(comparison: Comparison): void {
  for (const limit of limits) compareLimit(comparison, limit);
  compareMultiples(comparison);
  compareUniqueness(comparison);
  compareTextRule(comparison, 'pattern');
  compareTextRule(comparison, 'format');
}

function compareLimit(comparison: Comparison, limit: Limit): void {
  const { old, new: fresh } = comparison;
  if (!isAbout(comparison, limit.kind)) return;
  const [before, after] = [limit.of(old), limit.of(fresh)];
  const difference = compareBounds(after, before, limit.isUpper);
  if (difference === 0) return;
  const isShared = limit.isShared(old) || limit.isShared(fresh);
  reportLimit(
    comparison,
    [difference > 0, limit.keyword, isShared ? 'monotone' : 'certain'],
    [before, after],
  );
}

function reportLimit(
  { pair: { name, direction }, add }: Comparison,
  [isTighter, keyword, certainty]: readonly [boolean, string, Certainty],
  [before, after]: readonly [Bound, Bound],
): void {
  const change = `from ${shownBound(before)} to ${shownBound(after)}`;
  add(isTighter ? 'LIMIT_TIGHTENED' : 'LIMIT_LOOSENED', {
    what: `The ${keyword} of ${quoted(name)} changed ${change}${inWhat(direction)}`,
    certainty,
  });
}

function shownBound({ value, isExclusive }: Bound): string {
  if (!Number.isFinite(value)) return 'none';
  return isExclusive ? `${value} (exclusive)` : String(value);
}

/** Returns a positive number if the first bound is tighter. */
function compareBounds(a: Bound, b: Bound, isUpper: boolean): number {
  if (a.value !== b.value) return isUpper ? b.value - a.value : a.value - b.value;
  return Number(a.isExclusive) - Number(b.isExclusive);
}

/** Returns the effective lower or upper bound of numbers; bounds of integers are inclusive. */
function boundOf(schema: KeywordSchema, isUpper: boolean): Bound {
  const open = isUpper ? Infinity : -Infinity;
  const read = (keyword: DataKeyword): number => {
    const value = schema.data.get(keyword);
    return typeof value === 'number' ? value : open;
  };
  const inclusive = { value: read(isUpper ? 'maximum' : 'minimum'), isExclusive: false };
  const exclusive = {
    value: read(isUpper ? 'exclusiveMaximum' : 'exclusiveMinimum'),
    isExclusive: Number.isFinite(read(isUpper ? 'exclusiveMaximum' : 'exclusiveMinimum')),
  };
  const bound = compareBounds(exclusive, inclusive, isUpper) > 0 ? exclusive : inclusive;
  return isIntegral(schema) ? integralBound(bound, isUpper) : bound;
}

function integralBound({ value, isExclusive }: Bound, isUpper: boolean): Bound {
  const rounded = isUpper ? Math.floor(value) : Math.ceil(value);
  const step = isUpper ? -1 : 1;
  return { value: isExclusive && rounded === value ? rounded + step : rounded, isExclusive: false };
}

function compareMultiples(comparison: Comparison): void {
  const { old, new: fresh, pair, add } = comparison;
  const [before, after] = [old, fresh].map(({ data }) => data.get('multipleOf'));
  if (before === after || !isAbout(comparison, 'number')) return;
  const what = `\`multipleOf\` of ${quoted(pair.name)} changed from ${shownNumber(before)} to ${shownNumber(after)}${inWhat(pair.direction)}`;
  const isTighter = before === undefined || isMultiple(after, before);
  const isLooser = after === undefined || isMultiple(before, after);
  const certainty = 'monotone';
  if (isTighter) add('LIMIT_TIGHTENED', { what, certainty });
  else if (isLooser) add('LIMIT_LOOSENED', { what, certainty });
  else add('LIMIT_CHANGED', { what, certainty: 'unknown' });
}

function shownNumber(value: Json | undefined): string {
  return typeof value === 'number' ? String(value) : 'none';
}

/** Whether one integer is a multiple of another one. Fractions are not exact, so they are none. */
function isMultiple(value: unknown, of: unknown): boolean {
  return Number.isInteger(value) && Number.isInteger(of) && Number(value) % Number(of) === 0;
}

function compareUniqueness(comparison: Comparison): void {
  const { old, new: fresh, pair, add } = comparison;
  const [before, after] = [old, fresh].map(({ data }) => data.get('uniqueItems') === true);
  if (before === after || !isAbout(comparison, 'array')) return;
  const what = `The items of ${quoted(pair.name)} ${after === true ? 'have to differ' : 'need not differ any more'}${inWhat(pair.direction)}`;
  add(after === true ? 'LIMIT_TIGHTENED' : 'LIMIT_LOOSENED', { what, certainty: 'monotone' });
}

function compareTextRule(comparison: Comparison, keyword: 'pattern' | 'format'): void {
  const { old, new: fresh, pair, add } = comparison;
  const [before, after] = [old, fresh].map(({ data }) => data.get(keyword));
  if (before === after || !isAbout(comparison, 'string')) return;
  const end = inWhat(pair.direction);
  const rule = `The ${keyword} of ${quoted(pair.name)}`;
  if (before === undefined) add('TEXT_RULE_ADDED', { what: `${rule} is new${end}` });
  else if (after === undefined) add('TEXT_RULE_REMOVED', { what: `${rule} is gone${end}` });
  else add('TEXT_RULE_CHANGED', { what: `${rule} changed${end}` });
}

function hasTextRule({ data }: KeywordSchema): boolean {
  return data.has('pattern') || data.has('format');
}

function isAbout({ old, new: fresh }: Comparison, kind: ValueKind): boolean {
  return kindsIn(old).includes(kind) && kindsIn(fresh).includes(kind);
}
