import { createMergePatch } from './merge-patch.js';
import type { Node } from './node.js';
import { below, type Origin } from './origin.js';
import { readSchema } from './schema/schema-reader.js';
import { schemaIn, schemaReference } from './schema/schema-reference.js';
import type { Schema } from './schema/schema.js';

/** Of the pointer of merged headers; no schema has such a keyword. */
export const mergedToken = '+traits';

/** Fields of headers that stand in a message and in its traits, in all messages together. */
const mostFields = 100_000;

type ReadHeaders = (layers: readonly Node[], message: Origin) => Schema | undefined;

/**
 * Reads the headers of a message that consists of the given layers. Where several of them have some,
 * these are merged as the rest of a trait is, unless one is no JSON Schema. Merged headers stand
 * nowhere as a whole, so their origin is below those that the message has, or would have.
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
