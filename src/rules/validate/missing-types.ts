import { diagnostic } from '../../diagnostics/catalogue.js';
import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import { allKinds } from '../../plan/types/value-kinds.js';
import { quotedList } from '../group.js';
import type { DocumentFacts, DocumentRule } from '../rule.js';
import type { SchemaNode } from '../schema-nodes.js';

/** Finds schemas with keywords for objects that allow values of every type. */
export const findMissingTypes: DocumentRule = (facts) =>
  facts.nodes.flatMap((node) => {
    const { schema, isCondition } = node;
    if (schema.kind !== 'keywords' || isCondition) return [];
    const keywords = objectKeywords(schema);
    if (keywords.length === 0 || isTyped(node, facts)) return [];
    return [
      diagnostic('TYPE_MISSING', {
        message: `The schema has ${quotedList(keywords)} but no "type", so strings, numbers, arrays and null are valid, too.`,
        help: 'Add "type: object".',
        place: facts.locate(schema.origin),
      }),
    ];
  });

function objectKeywords(schema: KeywordSchema): readonly string[] {
  const present: readonly (readonly [string, boolean])[] = [
    ['properties', schema.properties.size > 0],
    ['patternProperties', schema.patternProperties.size > 0],
    ['required', schema.required.length > 0],
    ['additionalProperties', schema.additionalProperties !== undefined],
  ];
  return present.filter(([, has]) => has).map(([keyword]) => keyword);
}

/** Whether the schema itself, its alternatives or an enclosing schema restricts the type. */
function isTyped({ schema, enclosing }: SchemaNode, facts: DocumentFacts): boolean {
  return [schema, ...enclosing].some((each) => restricts(each, facts));
}

function restricts(schema: Schema, { kindsOf }: DocumentFacts): boolean {
  const isRestricted = (each: Schema): boolean => kindsOf(each).length < allKinds.length;
  if (isRestricted(schema)) return true;
  if (schema.kind !== 'keywords') return false;
  return [schema.anyOf, schema.oneOf].some(
    (variants) => variants.length > 0 && variants.every(isRestricted),
  );
}
