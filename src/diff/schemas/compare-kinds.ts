import type { Json } from '../../json/json.js';
import type { KeywordSchema } from '../../model/schema/schema.js';
import {
  allKinds,
  kindOfType,
  kindOfValue,
  valuesOf,
  type ValueKind,
} from '../../plan/types/value-kinds.js';
import { inWhat, listed, quoted } from '../report.js';
import type { Comparison } from './comparison.js';

/** Compares types and fixed values. Returns whether the rest can be compared, too. */
export function compareKinds(comparison: Comparison): boolean {
  const [old, fresh] = [valuesOf(comparison.old), valuesOf(comparison.new)];
  if (old !== undefined && fresh !== undefined) return compareValues(comparison, [old, fresh]);
  if (old !== undefined) return reportSet('ENUM_DROPPED', old, comparison);
  if (fresh !== undefined) return reportSet('ENUM_INTRODUCED', fresh, comparison);
  return compareTypes(comparison);
}

/** Reports a fixed set of values that is new or gone. */
function reportSet(
  code: 'ENUM_DROPPED' | 'ENUM_INTRODUCED',
  values: readonly Json[],
  comparison: Comparison,
): false {
  const { old, new: fresh, pair, add } = comparison;
  const kinds = kindsIn(fresh);
  if (!kindsIn(old).some((kind) => kinds.includes(kind))) return reportTypes(comparison);
  const isNew = code === 'ENUM_INTRODUCED';
  add(code, {
    what: `${quoted(pair.name)} ${isNew ? 'allows only' : 'no longer allows only'} ${listed(values.map(shownValue))}${inWhat(pair.direction)}`,
    certainty: isPlain(isNew ? old : fresh, values) ? 'certain' : 'unknown',
  });
  return false;
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
): boolean {
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
  return false;
}

/** Whether nothing beside the fixed values decides which of them are allowed. */
function isOnlyValues({ old, new: fresh }: Comparison): boolean {
  return [old, fresh].every((schema) => {
    const { data, required, properties, items, additionalProperties } = schema;
    const isAlone = data.size + required.length + properties.size === 0 && items === undefined;
    const kinds = kindsOfTypes(schema);
    const values = [...(schema.enum ?? []), ...(schema.const ? [schema.const.value] : [])];
    const isTyped = values.every((value) => kinds.includes(kindOfValue(value)));
    const isSingle = schema.enum === undefined || schema.const === undefined;
    return (
      isAlone && additionalProperties === undefined && isTyped && isSingle && !isIntegral(schema)
    );
  });
}

function textsOf(values: readonly Json[]): ReadonlySet<string> {
  return new Set(values.map((value) => JSON.stringify(value)));
}

function shownValue(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function compareTypes(comparison: Comparison): boolean {
  const { old, new: fresh, add } = comparison;
  const [before, after] = [kindsIn(old), kindsIn(fresh)];
  const isWider = after.some((kind) => !before.includes(kind));
  const isNarrower = before.some((kind) => !after.includes(kind));
  if (isWider && isNarrower) return reportTypes(comparison);
  const what = typeChange(comparison);
  if (isWider) add('TYPE_WIDENED', { what });
  if (isNarrower) add('TYPE_NARROWED', { what });
  if (!before.includes('number') || !after.includes('number')) return true;
  if (isIntegral(old) && !isIntegral(fresh)) add('FRACTION_ALLOWED', { what });
  if (!isIntegral(old) && isIntegral(fresh)) add('INTEGER_REQUIRED', { what });
  return true;
}

function reportTypes(comparison: Comparison): false {
  comparison.add('TYPE_CHANGED', { what: typeChange(comparison) });
  return false;
}

function typeChange({ old, new: fresh, pair }: Comparison): string {
  const change = `was ${typesText(old)} and is ${typesText(fresh)}`;
  return `${quoted(pair.name)} ${change}${inWhat(pair.direction)}`;
}

/** Returns the kinds of values that a schema allows by its own keywords. */
export function kindsIn(schema: KeywordSchema): readonly ValueKind[] {
  const values = valuesOf(schema);
  return values === undefined ? kindsOfTypes(schema) : [...new Set(values.map(kindOfValue))];
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
