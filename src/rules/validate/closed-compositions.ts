import { diagnostic } from '../../diagnostics/catalogue.js';
import { below } from '../../model/origin.js';
import { propertyNames } from '../../model/schema/declared-properties.js';
import { resolveSchema, type Schemas } from '../../model/schema/schemas.js';
import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import { quotedList } from '../group.js';
import type { DocumentRule } from '../rule.js';

/** Schemas with "additionalProperties: false" that forbids properties of the others in "allOf". */
export const findClosedCompositions: DocumentRule = ({ plan, nodes, locate }) =>
  nodes.flatMap(({ schema }) => {
    if (schema.kind !== 'keywords' || schema.allOf.length === 0) return [];
    const { schemas } = plan.api;
    return [schema, ...schema.allOf].flatMap((part) => {
      const closed = resolveSchema(part, schemas);
      const forbidden = closed.kind === 'keywords' ? forbiddenBy(closed, schema, schemas) : [];
      if (forbidden.length === 0) return [];
      return diagnostic('ALL_OF_CLOSED', {
        message: `"additionalProperties: false" forbids properties that "allOf" adds: ${quotedList(forbidden)}.`,
        help: 'Remove "additionalProperties: false", or declare these properties beside it.',
        place: locate(below(closed.origin, 'additionalProperties')),
      });
    });
  });

/** The properties that only other parts of a composition declare, where a part allows no others. */
function forbiddenBy(
  closed: KeywordSchema,
  whole: KeywordSchema,
  schemas: Schemas,
): readonly string[] {
  const { additionalProperties: others } = closed;
  if (others?.kind !== 'boolean' || others.value || closed.patternProperties.size > 0) return [];
  const declared = new Set<string>();
  for (const part of [whole, ...whole.allOf] satisfies readonly Schema[]) {
    if (resolveSchema(part, schemas) === closed && part !== whole) continue;
    for (const name of propertyNames(part, schemas)) declared.add(name);
  }
  return [...declared].filter((name) => !closed.properties.has(name));
}
