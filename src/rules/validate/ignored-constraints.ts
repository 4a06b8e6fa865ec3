import { createValidators } from '../../../templates/runtime/lazy/create-validators.js';
import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { isArray, isObject, member, type Json, type JsonObject } from '../../json/json.js';
import type { Origin } from '../../model/origin.js';
import { applyingKeywords, keywordsHolding } from '../../model/schema/keywords.js';
import { resolveSchema } from '../../model/schema/schemas.js';
import type { ReferenceSchema } from '../../model/schema/schema.js';
import { allKinds, kindOfType, valuesOf } from '../../plan/types/value-kinds.js';
import { groupBy } from '../../system/group-by.js';
import { placesOf, quotedList, timesText } from '../group.js';
import type { DocumentFacts, DocumentRule } from '../rule.js';

/** A reference, and the keywords beside it that are ignored. */
interface Ignoring {
  readonly code: 'REF_SIBLING_IGNORED' | 'REF_TYPE_IGNORED';
  readonly keywords: readonly string[];
  readonly origin: Origin;
}

/** Finds constraints beside a `$ref`, which have no effect (draft-07 §8.3). Groups them by file. */
export const findIgnoredConstraints: DocumentRule = (facts) => {
  const ignoring = facts.nodes.flatMap(({ schema }) =>
    schema.kind === 'reference' ? ignoredBeside(schema, facts) : [],
  );
  const groups = groupBy(ignoring, ({ code, keywords, origin }) =>
    JSON.stringify([code, origin.file, ...keywords]),
  );
  return [...groups.values()].flatMap((group) => findingOf(group, facts));
};

function findingOf(
  group: readonly Ignoring[],
  { locate }: DocumentFacts,
): Diagnostic | readonly Diagnostic[] {
  const [first] = group;
  if (first === undefined) return [];
  const places = placesOf(
    group.map(({ origin }) => origin),
    locate,
  );
  if (first.code === 'REF_TYPE_IGNORED') {
    return diagnostic(first.code, {
      message: `The "type" beside a "$ref" is not the type of the schema that it refers to, which counts${timesText(group.length)}.`,
      help: 'Remove "type", or correct the reference.',
      ...places,
    });
  }
  return diagnostic(first.code, {
    message: `As draft-07 defines, keywords beside a "$ref" have no effect: ${quotedList(first.keywords)}${timesText(group.length)}. Values that violate them are valid.`,
    help: 'Move the reference into an array "allOf" beside the keywords, or move the keywords to the schema that it refers to.',
    ...places,
  });
}

function ignoredBeside(schema: ReferenceSchema, facts: DocumentFacts): readonly Ignoring[] {
  const { origin } = schema;
  const reference = facts.written(origin);
  if (!isObject(reference)) return [];
  const keywords = restrictingBeside(reference, schema, facts);
  if (keywords.length === 0) return [];
  const [only] = keywords;
  const isTypeOnly = keywords.length === 1 && only === 'type';
  const code =
    isTypeOnly && isOtherType(reference, schema, facts)
      ? 'REF_TYPE_IGNORED'
      : 'REF_SIBLING_IGNORED';
  return [{ code, keywords, origin }];
}

/** Returns the keywords, without those that the target has with the same value or always satisfies. */
function restrictingBeside(
  reference: JsonObject,
  schema: ReferenceSchema,
  { plan, written }: DocumentFacts,
): readonly string[] {
  const target = resolveSchema(schema, plan.api.schemas);
  const values = target.kind === 'keywords' ? valuesOf(target) : undefined;
  const own = written(target.origin);
  return applyingKeywords
    .filter((keyword) => Object.hasOwn(reference, keyword))
    .filter(
      (keyword) => JSON.stringify(reference[keyword]) !== JSON.stringify(member(own, keyword)),
    )
    .filter((keyword) => values === undefined || !isSatisfied(keyword, reference, values));
}

/** Keywords that are cheap to check: a pattern may take long. */
const checkable: readonly string[] = keywordsHolding('types', 'data').filter(
  (keyword) => keyword !== 'pattern' && keyword !== 'format',
);

/** Whether all values satisfy a keyword, which then makes no difference. */
function isSatisfied(keyword: string, reference: JsonObject, values: readonly Json[]): boolean {
  if (!checkable.includes(keyword)) return false;
  const validators = createValidators({ Beside: { [keyword]: reference[keyword] } });
  return values.every((value) => validators.is('Beside', value));
}

/** Whether no value of the target has the type beside the reference, which cannot be meant. */
function isOtherType(
  { type }: JsonObject,
  schema: ReferenceSchema,
  { kindsOf }: DocumentFacts,
): boolean {
  const named = isArray(type) ? type : [type];
  const kinds = kindsOf(schema);
  const wanted = allKinds.filter((kind) =>
    named.some((name) => name === kind || (name === 'integer' && kind === kindOfType(name))),
  );
  return !wanted.some((kind) => kinds.includes(kind));
}
