import { constraintKeywords } from '../../model/schema/keywords.js';
import { diagnostic } from '../../diagnostics/catalogue.js';
import { isObject, member } from '../../json/json.js';
import { resolveSchema } from '../../model/schema/schemas.js';
import type { ReferenceSchema } from '../../model/schema/schema.js';
import { groupBy, placesOf, quotedList, timesText } from '../group.js';
import type { DocumentFacts, DocumentRule } from '../rule.js';

/** Finds constraints beside a `$ref`, which have no effect (draft-07 §8.3). Groups them by file. */
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
      message: `As draft-07 defines, keywords beside a "$ref" have no effect: ${quotedList(group[0]?.keywords ?? [])}${timesText(group.length)}. Values that violate them are valid.`,
      help: 'Move the reference into an array "allOf" beside the keywords, or move the keywords to the schema that it refers to.',
      ...placesOf(
        group.map(({ origin }) => origin),
        facts.locate,
      ),
    }),
  );
};

/** Returns the ignored keywords, without those that the target has with the same value. */
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
