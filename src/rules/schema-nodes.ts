import type { Api } from '../model/api.js';
import { originId } from '../model/origin.js';
import type { KeywordSchema, Schema, SchemaId } from '../model/schema/schema.js';
import { appliedSchemas, subschemas } from '../model/schema/subschemas.js';

/** A schema and the schemas that contain it. */
export interface SchemaNode {
  readonly schema: Schema;
  /** The enclosing schemas for the same value, e.g. one with `allOf`; the innermost first. */
  readonly enclosing: readonly KeywordSchema[];
  /** Whether the schema is within `if` or `not`, where it is not a constraint. */
  readonly isCondition: boolean;
}

/** Returns all schemas of a document at any depth, each once, and the references of its messages. */
export function schemaNodes(api: Api): readonly SchemaNode[] {
  const nodes = new Map<SchemaId, SchemaNode>();
  for (const root of [...messageReferences(api), ...api.schemas.values()]) {
    for (const node of visit({ schema: root, enclosing: [], isCondition: false })) {
      const id = originId(node.schema.origin);
      // A reference may lead into another schema: keep the node with enclosing schemas.
      if (!nodes.has(id) || node.enclosing.length > 0) nodes.set(id, node);
    }
  }
  return [...nodes.values()];
}

/** Returns the references to schemas in messages, without inline schemas, which refer to themselves. */
function messageReferences({ messages }: Api): readonly Schema[] {
  return messages
    .flatMap(({ payload, headers }) => [payload, headers])
    .filter((schema) => schema?.kind === 'reference')
    .filter(({ target, origin }) => target !== originId(origin));
}

function* visit(node: SchemaNode): Generator<SchemaNode> {
  yield node;
  const { schema, enclosing, isCondition } = node;
  if (schema.kind !== 'keywords') return;
  const applied = new Set(appliedSchemas(schema));
  for (const child of subschemas(schema)) {
    yield* visit({
      schema: child,
      enclosing: applied.has(child) ? [schema, ...enclosing] : [],
      isCondition: isCondition || child === schema.if || child === schema.not,
    });
  }
}
