import { diagnostic } from '../../diagnostics/catalogue.js';
import { below } from '../../model/origin.js';
import { declaredProperties } from '../../model/schema/declared-properties.js';
import { resolveSchema } from '../../model/schema/schemas.js';
import type { KeywordSchema } from '../../model/schema/schema.js';
import { quotedList } from '../group.js';
import type { DocumentRule } from '../rule.js';

/** Finds schemas whose "additionalProperties: false" forbids properties of other schemas in "allOf". */
export const findClosedCompositions: DocumentRule = ({ plan, nodes, locate, limit }) =>
  nodes.flatMap(({ schema }) => {
    if (schema.kind !== 'keywords' || schema.allOf.length === 0) return [];
    const { schemas } = plan.api;
    const parts = [schema, ...schema.allOf].map((part) => resolveSchema(part, schemas));
    const closed = parts.filter((part) => part.kind === 'keywords').filter(isClosed);
    if (closed.length === 0) return [];
    const found = limit.run(() => {
      const declared = [...declaredProperties(schema, schemas).keys()];
      return closed.map((part) => ({
        part,
        forbidden: declared.filter((name) => !part.properties.has(name)),
      }));
    });
    return (found?.value ?? []).flatMap(({ part, forbidden }) =>
      forbidden.length === 0
        ? []
        : diagnostic('ALL_OF_CLOSED', {
            message: `"additionalProperties: false" forbids properties that "allOf" adds: ${quotedList(forbidden)}.`,
            help: 'Remove "additionalProperties: false", or declare these properties beside it.',
            place: locate(below(part.origin, 'additionalProperties')),
          }),
    );
  });

/** Whether a schema allows only the properties beside it. */
function isClosed({ additionalProperties, patternProperties }: KeywordSchema): boolean {
  return (
    additionalProperties?.kind === 'boolean' &&
    !additionalProperties.value &&
    patternProperties.size === 0
  );
}
