import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import { inWhat, quoted } from '../report.js';
import { kindsIn } from './compare-kinds.js';
import type { Comparison } from './comparison.js';

/** Compares the properties of objects. */
export function compareObjects(comparison: Comparison): void {
  const { old, new: fresh } = comparison;
  if (![old, fresh].every((schema) => kindsIn(schema).includes('object'))) return;
  const names = new Set([...old.properties.keys(), ...fresh.properties.keys()]);
  for (const name of names) compareProperty(comparison, name);
  for (const name of new Set([...old.required, ...fresh.required])) {
    if (old.properties.has(name) === fresh.properties.has(name)) compareRequired(comparison, name);
  }
  compareOthers(comparison);
}

function compareProperty(comparison: Comparison, name: string): void {
  const { old, new: fresh, pair } = comparison;
  const [before, after] = [old.properties.get(name), fresh.properties.get(name)];
  if (before !== undefined && after !== undefined) {
    const isEnvelope = pair.isEnvelope && name === 'headers';
    return comparison.below(before, after, { step: `.${name}`, isEnvelope });
  }
  if (after !== undefined) reportAdded(comparison, name, after);
  else if (before !== undefined) reportRemoved(comparison, name, before);
}

function reportAdded(comparison: Comparison, property: string, schema: Schema): void {
  const { old, new: fresh, pair } = comparison;
  const { name, direction } = pair;
  const end = inWhat(direction);
  const isNeeded = fresh.required.includes(property) && !old.required.includes(property);
  const facts = { what: `${quoted(name)} gained ${quoted(property)}${end}`, new: schema.origin };
  const others = othersOf(old);
  const certainty = old.patternProperties.size > 0 || others === 'typed' ? 'unknown' : 'certain';
  const code = isNeeded ? 'REQUIRED_PROPERTY_ADDED' : 'PROPERTY_ADDED';
  const isUnexpected = others === 'none' && (direction === 'received' || !isNeeded);
  comparison.add(isUnexpected ? 'UNEXPECTED_PROPERTY_ADDED' : code, { ...facts, certainty });
}

function reportRemoved(comparison: Comparison, property: string, schema: Schema): void {
  const { old, new: fresh, pair } = comparison;
  const { name, direction } = pair;
  const wasNeeded = old.required.includes(property) && !fresh.required.includes(property);
  const isForbidden = othersOf(fresh) === 'none';
  const facts = {
    what: `${quoted(name)} lost ${quoted(property)}${inWhat(direction)}`,
    old: schema.origin,
    // An object without properties may have any, says its type.
    isCovered: fresh.properties.size === 0,
    certainty:
      fresh.patternProperties.size > 0 || othersOf(fresh) === 'typed'
        ? ('unknown' as const)
        : ('certain' as const),
  };
  const isMissed = wasNeeded && direction !== 'sent';
  const plain = isForbidden ? 'PROPERTY_FORBIDDEN' : 'PROPERTY_REMOVED';
  const needed =
    isForbidden && direction === 'sent' ? 'PROPERTY_FORBIDDEN' : 'REQUIRED_PROPERTY_REMOVED';
  comparison.add(isMissed || wasNeeded ? needed : plain, facts);
}

function compareRequired({ old, new: fresh, pair, add }: Comparison, property: string): void {
  const [was, is] = [old.required.includes(property), fresh.required.includes(property)];
  if (was === is) return;
  const { name, direction, isEnvelope } = pair;
  const facts = {
    what: `${quoted(`${name}.${property}`)} became ${is ? 'required' : 'optional'}${inWhat(direction)}`,
    old: old.properties.get(property)?.origin ?? old.origin,
    new: fresh.properties.get(property)?.origin ?? fresh.origin,
  };
  if (isEnvelope) add(is ? 'ENVELOPE_PART_REQUIRED' : 'ENVELOPE_PART_OPTIONAL', facts);
  else add(is ? 'PROPERTY_REQUIRED' : 'PROPERTY_OPTIONAL', facts);
}

/** Compares what objects allow beside the properties that they list. */
function compareOthers(comparison: Comparison): void {
  const { old, new: fresh, pair, add } = comparison;
  const [before, after] = [othersOf(old), othersOf(fresh)];
  const [was, is] = [old.additionalProperties, fresh.additionalProperties];
  if (before === 'typed' && after === 'typed' && was !== undefined && is !== undefined) {
    return comparison.below(was, is, { step: '[key]' });
  }
  if (before === after) return;
  const place = { old: was?.origin ?? old.origin, new: is?.origin ?? fresh.origin };
  const what = `${quoted(pair.name)} ${words[after]}${inWhat(pair.direction)}`;
  const facts = { what, ...place };
  if (after === 'none') add('OBJECT_CLOSED', facts);
  else if (before === 'none') add('OBJECT_OPENED', facts);
  else add('MAP_CHANGED', facts);
}

type Others = 'any' | 'none' | 'typed';

const words: Readonly<Record<Others, string>> = {
  any: 'allows any further properties',
  none: 'allows no further properties',
  typed: 'allows further properties of one type',
};

function othersOf({ additionalProperties: others, patternProperties }: KeywordSchema): Others {
  if (others === undefined) return 'any';
  if (others.kind === 'boolean') {
    if (others.value) return 'any';
    return patternProperties.size > 0 ? 'typed' : 'none';
  }
  return 'typed';
}
