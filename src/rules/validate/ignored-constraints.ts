import { constraintKeywords } from '../../model/schema/keywords.js';
import { diagnostic } from '../../diagnostics/catalogue.js';
import { isObject, member } from '../../json/json.js';
import { resolveSchema } from '../../model/schema/schemas.js';
import type { ReferenceSchema } from '../../model/schema/schema.js';
import { groupBy, placesOf, quotedList, timesText } from '../group.js';
import type { DocumentFacts, DocumentRule } from '../rule.js';

/** Constraints beside a `$ref` (draft-07 §8.3): one finding for each set of them in a file. */
export const findIgnoredConstraints: DocumentRule = (facts) => {
  const ignoring = facts.nodes.flatMap(({ schema }) => {
    const keywords = schema.kind === 'reference' ? ignoredBeside(schema, facts) : [];
    return keywords.length === 0 ? [] : [{ keywords, origin: schema.origin }];
  });
  const groups = groupBy(ignoring, ({ keywords, origin }) =>
    JSON.stringify([origin.file, ...keywords]),
  );
  return [...groups.values()].map((group) =>
    diagnostic('REF_SIBLING_IGNORED', {
      message: `Without effect beside a "$ref", as draft-07 says: ${quotedList(group[0]?.keywords ?? [])}${timesText(group.length)}. Values that break the constraint pass.`,
      help: 'Put the reference into a list "allOf" beside the constraint, or the constraint into the schema referred to.',
      ...placesOf(
        group.map(({ origin }) => origin),
        facts.locate,
      ),
    }),
  );
};

/** What the schema referred to says in the same words is not lost. */
function ignoredBeside(
  schema: ReferenceSchema,
  { plan, written }: DocumentFacts,
): readonly string[] {
  const reference = written(schema.origin);
  if (!isObject(reference)) return [];
  const target = written(resolveSchema(schema, plan.api.schemas).origin);
  return constraintKeywords.filter(
    (keyword) =>
      Object.hasOwn(reference, keyword) &&
      JSON.stringify(reference[keyword]) !== JSON.stringify(member(target, keyword)),
  );
}
