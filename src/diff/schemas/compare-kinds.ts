import type { Json } from '../../json/json.js';
import type { DataKeyword, KeywordSchema } from '../../model/schema/schema.js';
import {
  allKinds,
  kindOfType,
  kindOfValue,
  valuesOf,
  type ValueKind,
} from '../../plan/types/value-kinds.js';
import { inWhat, listed, quoted, type Certainty } from '../report.js';
import type { Comparison } from './comparison.js';

/**
 * Compares types and fixed values. Returns how sure the comparison of the other keywords is; nothing if they do not
 * matter any more.
 */
export function compareKinds(comparison: Comparison): Certainty | undefined {
  const { old, new: fresh } = comparison;
  const [before, after] = [valuesIn(old), valuesIn(fresh)];
  const [kinds, newKinds] = [kindsIn(old), kindsIn(fresh)];
  if (kinds.length + newKinds.length === 0) return undefined;
  if (!kinds.some((kind) => newKinds.includes(kind))) return reportTypes(comparison);
  if (before !== undefined && after !== undefined)
    return compareValues(comparison, [before, after]);
  if (before !== undefined) return reportSet('ENUM_DROPPED', before, comparison);
  if (after !== undefined) return reportSet('ENUM_INTRODUCED', after, comparison);
  return compareTypes(comparison);
}

/** Reports a fixed set of values that is new or gone. */
function reportSet(
  code: 'ENUM_DROPPED' | 'ENUM_INTRODUCED',
  values: readonly Json[],
  { old, new: fresh, pair, add }: Comparison,
): undefined {
  const isNew = code === 'ENUM_INTRODUCED';
  add(code, {
    what: `${quoted(pair.name)} ${isNew ? 'allows only' : 'no longer allows only'} ${listed(values.map(shownValue))}${inWhat(pair.direction)}`,
    certainty: isPlain(isNew ? old : fresh, values) ? 'certain' : 'unknown',
  });
}

/** Whether a schema accepts all of some values, and others: it limits nothing but their types. */
function isPlain(schema: KeywordSchema, values: readonly Json[]): boolean {
  const { data, required, properties, items, types } = schema;
  const isLimited = data.size + required.length + properties.size > 0 || items !== undefined;
  if (isLimited || schema.additionalProperties !== undefined) return false;
  const kinds = kindsIn(schema);
  const isInteger = isIntegral(schema);
  const isAccepted = values.every(
    (value) =>
      kinds.includes(kindOfValue(value)) &&
      (!isInteger || typeof value !== 'number' || Number.isInteger(value)),
  );
  const isFinite = types?.every((type) => type === 'null' || type === 'boolean') === true;
  return isAccepted && !isFinite;
}

function compareValues(
  comparison: Comparison,
  [old, fresh]: readonly [readonly Json[], readonly Json[]],
): Certainty | undefined {
  const { name, direction } = comparison.pair;
  const [before, after] = [textsOf(old), textsOf(fresh)];
  const added = fresh.filter((value) => !before.has(JSON.stringify(value))).map(shownValue);
  const removed = old.filter((value) => !after.has(JSON.stringify(value))).map(shownValue);
  const certainty = isOnlyValues(comparison) ? 'certain' : 'unknown';
  const end = inWhat(direction);
  if (added.length > 0) {
    comparison.add('ENUM_VALUE_ADDED', {
      isPlural: added.length > 1,
      what: `${quoted(name)} gained ${listed(added)}${end}`,
      certainty,
    });
  }
  if (removed.length > 0) {
    comparison.add('ENUM_VALUE_REMOVED', {
      isPlural: removed.length > 1,
      what: `${quoted(name)} lost ${listed(removed)}${end}`,
      certainty,
    });
  }
  return certainty === 'certain' ? undefined : certainty;
}

/** Whether nothing beside the fixed values decides which of them are allowed. */
function isOnlyValues({ old, new: fresh }: Comparison): boolean {
  return [old, fresh].every(({ data, required, properties, items, additionalProperties }) => {
    const isAlone = data.size + required.length + properties.size === 0;
    return isAlone && items === undefined && additionalProperties === undefined;
  });
}

function textsOf(values: readonly Json[]): ReadonlySet<string> {
  return new Set(values.map((value) => JSON.stringify(value)));
}

function shownValue(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function compareTypes(comparison: Comparison): Certainty | undefined {
  const { old, new: fresh, add } = comparison;
  const [before, after] = [kindsIn(old), kindsIn(fresh)];
  const isWider = after.some((kind) => !before.includes(kind));
  const isNarrower = before.some((kind) => !after.includes(kind));
  if (isWider && isNarrower) return reportTypes(comparison);
  const what = typeChange(comparison);
  if (isWider) add('TYPE_WIDENED', { what });
  if (isNarrower) add('TYPE_NARROWED', { what });
  if (!before.includes('number') || !after.includes('number')) return 'certain';
  const certainty = [old, fresh].every(allowsFractions) ? 'certain' : 'monotone';
  if (isIntegral(old) && !isIntegral(fresh)) add('FRACTION_ALLOWED', { what, certainty });
  if (!isIntegral(old) && isIntegral(fresh)) add('INTEGER_REQUIRED', { what, certainty });
  return 'certain';
}

/** Whether the limits of numbers leave room between two integers. */
function allowsFractions({ data }: KeywordSchema): boolean {
  const bound = (keyword: DataKeyword, open: number): number => {
    const value = data.get(keyword);
    return typeof value === 'number' ? value : open;
  };
  const least = Math.max(bound('minimum', -Infinity), bound('exclusiveMinimum', -Infinity));
  const most = Math.min(bound('maximum', Infinity), bound('exclusiveMaximum', Infinity));
  return !data.has('multipleOf') && most - least >= 1;
}

/** Reports another type. A schema that allows nothing is a mistake, which the other version may not have. */
function reportTypes(comparison: Comparison): undefined {
  const { old, new: fresh, add } = comparison;
  const isUsable = [old, fresh].every((schema) => kindsIn(schema).length > 0);
  add('TYPE_CHANGED', {
    what: typeChange(comparison),
    certainty: isUsable ? 'certain' : 'unknown',
  });
}

function typeChange({ old, new: fresh, pair }: Comparison): string {
  const change = `was ${typesText(old)} and is ${typesText(fresh)}`;
  return `${quoted(pair.name)} ${change}${inWhat(pair.direction)}`;
}

/** Returns the kinds of values that a schema allows by its own keywords. */
export function kindsIn(schema: KeywordSchema): readonly ValueKind[] {
  const values = valuesIn(schema);
  return values === undefined ? kindsOfTypes(schema) : [...new Set(values.map(kindOfValue))];
}

/** Returns the fixed values that have one of the types; nothing if any value may be allowed. */
function valuesIn(schema: KeywordSchema): readonly Json[] | undefined {
  const kinds = kindsOfTypes(schema);
  const listedTexts = schema.enum && textsOf(schema.enum);
  return valuesOf(schema)?.filter(
    (value) =>
      kinds.includes(kindOfValue(value)) &&
      (listedTexts?.has(JSON.stringify(value)) ?? true) &&
      (!isIntegral(schema) || typeof value !== 'number' || Number.isInteger(value)),
  );
}

function kindsOfTypes({ types }: KeywordSchema): readonly ValueKind[] {
  return types === undefined ? allKinds : [...new Set(types.map(kindOfType))];
}

/** Whether numbers have to be integers. */
export function isIntegral({ types }: KeywordSchema): boolean {
  return types?.includes('integer') === true && !types.includes('number');
}

function typesText(schema: KeywordSchema): string {
  const types = schema.types ?? (valuesOf(schema) && kindsIn(schema));
  return types === undefined ? 'of any type' : types.map((type) => quoted(type)).join(' or ');
}
