import { isObject } from '../../json/json.js';
import type { Node } from '../node.js';
import { originId, type Origin } from '../origin.js';
import { isJsonSchema } from './format.js';
import type { ReferenceSchema } from './schema.js';

/**
 * The schema that a payload, headers or a component hold: it may have its format around it (3.0.0,
 * Multi Format Schema Object). `undefined` for a format that is not JSON Schema.
 */
export function schemaIn(node: Node): Node | undefined {
  if (node.get('schemaFormat') === undefined) return node;
  const isReadable = isJsonSchema(node.string('schemaFormat') ?? '');
  return isReadable ? node.get('schema') : undefined;
}

/** What stands at an origin for the schema that a node holds. */
export function schemaReference(
  node: Node | undefined,
  origin: Origin,
): ReferenceSchema | undefined {
  const schema = node === undefined ? undefined : schemaIn(node);
  if (schema === undefined || !isObject(schema.value)) return undefined;
  return { kind: 'reference', origin, target: originId(schema.origin), annotations: {} };
}
