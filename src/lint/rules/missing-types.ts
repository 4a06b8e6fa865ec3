import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Schemas } from '../../model/schema/schemas.js';
import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import { allKinds, kindsOf } from '../../plan/value-kinds.js';
import { quotedList } from '../group.js';
import type { Rule } from '../rule.js';
import type { SchemaNode } from '../schema-nodes.js';

/** Schemas with keywords for objects, but open to values of every type. */
export const findMissingTypes: Rule = ({ plan, nodes, locate }) =>
  nodes.flatMap((node) => {
    const { schema, asks } = node;
    if (schema.kind !== 'keywords' || asks) return [];
    const keywords = objectKeywords(schema);
    if (keywords.length === 0 || isTyped(node, plan.api.schemas)) return [];
    return [
      diagnostic('TYPE_MISSING', {
        message: `The schema has ${quotedList(keywords)} but no "type": text, numbers, lists and null pass, too.`,
        help: 'Add "type: object".',
        place: locate(schema.origin),
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

/** Whether something restricts the type: the schema itself, its branches, or what applies it. */
function isTyped({ schema, around }: SchemaNode, schemas: Schemas): boolean {
  return [schema, ...around].some((each) => restricts(each, schemas));
}

function restricts(schema: Schema, schemas: Schemas): boolean {
  if (kindsOf(schema, schemas).length < allKinds.length) return true;
  if (schema.kind !== 'keywords') return false;
  return [schema.anyOf, schema.oneOf].some(
    (variants) =>
      variants.length > 0 &&
      variants.every((variant) => kindsOf(variant, schemas).length < allKinds.length),
  );
}
