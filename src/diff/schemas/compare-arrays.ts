import type { Schema } from '../../model/schema/schema.js';
import { isTuple } from '../../model/schema/subschemas.js';
import { inWhat, quoted } from '../report.js';
import { kindsIn } from './compare-kinds.js';
import type { Comparison } from './comparison.js';

/** Compares the items of arrays. */
export function compareArrays(comparison: Comparison): void {
  const { old, new: fresh } = comparison;
  if (![old, fresh].every((schema) => kindsIn(schema).includes('array'))) return;
  const [before, after] = [old.items ?? anything(old), fresh.items ?? anything(fresh)];
  if (!isTuple(before) && !isTuple(after)) comparison.below(before, after, { step: '[]' });
  else if (isTuple(before) && isTuple(after) && before.length === after.length) {
    compareTuples(comparison, [before, after]);
  } else reportTuple(comparison);
}

function compareTuples(
  { old, new: fresh, below }: Comparison,
  [before, after]: readonly [readonly Schema[], readonly Schema[]],
): void {
  for (const [index, item] of before.entries()) {
    below(item, after[index] ?? item, { step: `[${index}]`, certainty: 'monotone' });
  }
  const [rest, newRest] = [old, fresh].map((schema) => schema.additionalItems ?? anything(schema));
  if (rest !== undefined && newRest !== undefined) {
    below(rest, newRest, { step: '[…]', certainty: 'monotone' });
  }
}

function reportTuple({ pair, add }: Comparison): void {
  add('TUPLE_CHANGED', {
    what: `The items of ${quoted(pair.name)} changed${inWhat(pair.direction)}`,
    certainty: 'unknown',
  });
}

function anything({ origin }: Pick<Schema, 'origin'>): Schema {
  return { kind: 'boolean', origin, value: true };
}
