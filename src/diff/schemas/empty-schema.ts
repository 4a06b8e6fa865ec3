import type { KeywordSchema, Schema } from '../../model/schema/schema.js';

/** Returns a schema that allows everything, or every value of a type. */
export function emptySchema(
  { origin }: Pick<Schema, 'origin'>,
  types?: KeywordSchema['types'],
): KeywordSchema {
  return {
    kind: 'keywords',
    origin,
    annotations: {},
    ...(types && { types }),
    ...{ data: new Map(), required: [], properties: new Map(), patternProperties: new Map() },
    ...{ dependencies: new Map(), allOf: [], anyOf: [], oneOf: [] },
  };
}
