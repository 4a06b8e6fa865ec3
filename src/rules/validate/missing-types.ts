import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Schemas } from '../../model/schema/schemas.js';
import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import { allKinds, kindsOf } from '../../plan/types/value-kinds.js';
import { quotedList } from '../group.js';
import type { DocumentRule } from '../rule.js';
import type { SchemaNode } from '../schema-nodes.js';

/** Finds schemas with keywords for objects that allow values of every type. */
export const findMissingTypes: DocumentRule = ({ plan, nodes, locate }) =>
  nodes.flatMap((node) => {
    const { schema, isCondition } = node;
    if (schema.kind !== 'keywords' || isCondition) return [];
    const keywords = objectKeywords(schema);
    if (keywords.length === 0 || isTyped(node, plan.api.schemas)) return [];
    return [
      diagnostic('TYPE_MISSING', {
        message: `The schema has ${quotedList(keywords)} but no "type", so strings, numbers, arrays and null are valid, too.`,
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

/** Whether the schema itself, its alternatives or an enclosing schema restricts the type. */
function isTyped({ schema, enclosing }: SchemaNode, schemas: Schemas): boolean {
  return [schema, ...enclosing].some((each) => restricts(each, schemas));
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
