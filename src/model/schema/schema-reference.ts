import { isObject } from '../../json/json.js';
import type { Node } from '../node.js';
import { originId, type Origin } from '../origin.js';
import { isJsonSchema } from './format.js';
import type { ReferenceSchema } from './schema.js';

/**
 * Returns the schema of a payload, of headers or of a component. It may be inside an object that
 * states its format (3.0.0, Multi Format Schema Object). `undefined` if the format is not JSON
 * Schema.
 */
export function schemaIn(node: Node): Node | undefined {
  if (node.get('schemaFormat') === undefined) return node;
  const isReadable = isJsonSchema(node.string('schemaFormat') ?? '');
  return isReadable ? node.get('schema') : undefined;
}

/** Returns a reference to the schema of a node. */
export function schemaReference(
  node: Node | undefined,
  origin: Origin,
): ReferenceSchema | undefined {
  const schema = node === undefined ? undefined : schemaIn(node);
  if (schema === undefined || !isObject(schema.value)) return undefined;
  return { kind: 'reference', origin, target: originId(schema.origin), annotations: {} };
}
