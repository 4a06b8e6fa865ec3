import { originId } from '../../model/origin.js';
import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import { type Certainty, inWhat, leastSure, quoted } from '../report.js';
import type { RuleCode } from '../rules/rules.js';
import type { Version, Versions } from '../versions.js';
import { compareArrays } from './compare-arrays.js';
import { compareConditions, hasConditions } from './compare-conditions.js';
import { compareLimits } from './compare-limits.js';
import { compareObjects } from './compare-objects.js';
import { compareUnions, pureVariants } from './compare-unions.js';
import { compareKinds } from './compare-kinds.js';
import type { Comparison, PairFacts, SchemaPair, Step } from './comparison.js';
import { emptySchema } from './empty-schema.js';
import { merged } from './merged.js';

/** What a comparison reports to. */
export interface Reporting {
  readonly versions: Versions;
  readonly add: (code: RuleCode, facts: PairFacts) => void;
  readonly below: (pair: SchemaPair) => void;
}

/** Compares two schemas that are no references, and passes on the pairs below them. */
export function compareSchemas(pair: SchemaPair, reporting: Reporting): void {
  const [old, fresh] = [asKeywords(pair.old), asKeywords(pair.new)];
  if (old === 'nothing' || fresh === 'nothing') {
    if (old !== fresh) {
      reporting.add('TYPE_CHANGED', {
        what: `${quoted(pair.name)} changed${inWhat(pair.direction)}`,
      });
    }
    return;
  }
  const plain = {
    old: merged(old, reporting.versions.old),
    new: merged(fresh, reporting.versions.new),
  };
  if (plain.old !== undefined && plain.new !== undefined) {
    return compareWhole(comparisonOf({ old: plain.old, new: plain.new }, pair, reporting));
  }
  compareParts(comparisonOf({ old, new: fresh }, pair, reporting));
}

interface Keywords {
  readonly old: KeywordSchema;
  readonly new: KeywordSchema;
}

function comparisonOf(schemas: Keywords, pair: SchemaPair, reporting: Reporting): Comparison {
  const { versions, add } = reporting;
  return {
    ...schemas,
    ...{ pair, versions, add },
    below: (old, fresh, step) => reporting.below(pairBelow(pair, [old, fresh, step], versions)),
  };
}

function pairBelow(
  { name, owner, direction, certainty }: SchemaPair,
  [old, fresh, step]: readonly [Schema, Schema, Step],
  versions: Versions,
): SchemaPair {
  const own = nameIn(versions.old, old) ?? nameIn(versions.new, fresh);
  return {
    ...{ old, new: fresh, direction },
    certainty: leastSure(certainty, step.certainty ?? 'certain'),
    name: own ?? `${name}${step.step}`,
    owner: own ?? owner,
    isEnvelope: step.isEnvelope ?? false,
  };
}

function nameIn({ plan }: Version, schema: Schema): string | undefined {
  return plan.types.nameOf(schema);
}

/** Compares schemas without `allOf`, or with one that means the same as the keywords side by side. */
function compareWhole(comparison: Comparison): void {
  const variants = pureVariants(comparison);
  if (variants !== undefined) return compareUnions(comparison, variants);
  const outer = hasConditions(comparison) ? within(comparison, 'monotone') : comparison;
  compareConditions(comparison);
  const certainty = compareKinds(outer);
  if (certainty === undefined) return;
  const rest = within(outer, certainty);
  compareLimits(rest);
  compareObjects(rest);
  compareArrays(rest);
}

/** Compares schemas whose `allOf` cannot be merged: part by part, which leaves open what holds for the whole. */
function compareParts(comparison: Comparison): void {
  const unsure = within(comparison, 'hidden');
  const inner: Comparison = {
    ...unsure,
    add: (code, facts) => unsure.add(code, { ...facts, isEntangled: true }),
  };
  compareWhole({
    ...inner,
    old: { ...comparison.old, allOf: [] },
    new: { ...comparison.new, allOf: [] },
  });
  const rest = [...comparison.new.allOf];
  const { versions } = comparison;
  let changed = false;
  for (const part of comparison.old.allOf) {
    const found = rest.findIndex(
      (each) => partKey(each, versions.new) === partKey(part, versions.old),
    );
    const [partner] = rest.splice(Math.max(found, 0), 1);
    if (partner === undefined) changed = true;
    else inner.below(part, partner, { step: '' });
  }
  if (!changed && rest.length === 0) return;
  const { name, direction } = comparison.pair;
  comparison.add('CONDITION_CHANGED', {
    what: `\`allOf\` of ${quoted(name)} changed${inWhat(direction)}`,
  });
}

function partKey(part: Schema, version: Version): string {
  return nameIn(version, part) ?? (part.kind === 'reference' ? originId(part.origin) : part.kind);
}

/** Returns the comparison, less sure. */
function within(comparison: Comparison, certainty: Certainty): Comparison {
  return {
    ...comparison,
    add: (code, facts) =>
      comparison.add(code, {
        ...facts,
        certainty: leastSure(certainty, facts.certainty ?? 'certain'),
      }),
    below: (old, fresh, step) =>
      comparison.below(old, fresh, {
        ...step,
        certainty: leastSure(certainty, step.certainty ?? 'certain'),
      }),
  };
}

/** Returns a schema as keywords: `true` has none, and `false` allows nothing. */
function asKeywords(schema: Schema): KeywordSchema | 'nothing' {
  if (schema.kind === 'keywords') return schema;
  if (schema.kind === 'boolean' && !schema.value) return 'nothing';
  return emptySchema(schema);
}
