import { createMergePatch } from './merge-patch.js';
import type { Node } from './node.js';
import { below, type Origin } from './origin.js';
import { readSchema } from './schema/schema-reader.js';
import { schemaIn, schemaReference } from './schema/schema-reference.js';
import type { Schema } from './schema/schema.js';

/** The pointer token of merged headers. No schema has a keyword of that name. */
export const mergedToken = '+traits';

/** Limit on merged fields of headers, in all messages together. */
const mostFields = 100_000;

type ReadHeaders = (layers: readonly Node[], message: Origin) => Schema | undefined;

/**
 * Creates a reader of message headers. A message and its traits are the layers; if several of them
 * have headers, these are merged, unless one is not JSON Schema. Merged headers exist nowhere in the
 * document, so their origin is a pointer below the headers of the message.
 */
export function createHeaderReader(): ReadHeaders {
  const merge = createMergePatch({ mostFields });
  return (layers, message) => {
    const origin = below(message, 'headers');
    const given = layers.map((layer) => layer.get('headers')).filter(isPresent);
    const schemas = given.map(schemaIn).filter(isPresent);
    return schemas.length > 1 && schemas.length === given.length
      ? readSchema(schemas.reduce(merge).movedTo(below(origin, mergedToken)))
      : schemaReference(given.at(-1), origin);
  };
}

function isPresent(node: Node | undefined): node is Node {
  return node !== undefined;
}
