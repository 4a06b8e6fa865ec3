import type { Api } from '../model/api.js';
import { originId } from '../model/origin.js';
import type { KeywordSchema, Schema, SchemaId } from '../model/schema/schema.js';
import { appliedSchemas, subschemas } from '../model/schema/subschemas.js';

/** A schema, and what stands around it. */
export interface SchemaNode {
  readonly schema: Schema;
  /** The schemas that apply it to the same value, e.g. by `allOf`; the nearest first. */
  readonly around: readonly KeywordSchema[];
  /** Stands in `if` or `not`: it asks about values, and demands nothing of them. */
  readonly asks: boolean;
}

/** Every schema of a document at any depth, each once, and the references of its messages. */
export function schemaNodes(api: Api): readonly SchemaNode[] {
  const nodes = new Map<SchemaId, SchemaNode>();
  for (const root of [...messageReferences(api), ...api.schemas.values()]) {
    for (const node of visit({ schema: root, around: [], asks: false })) {
      const id = originId(node.schema.origin);
      // A reference may lead into another schema: what is known of its surroundings counts.
      if (!nodes.has(id) || node.around.length > 0) nodes.set(id, node);
    }
  }
  return [...nodes.values()];
}

/** A schema written in a message refers to itself, and is one of `api.schemas`. */
function messageReferences({ messages }: Api): readonly Schema[] {
  return messages
    .flatMap(({ payload, headers }) => [payload, headers])
    .filter((schema) => schema?.kind === 'reference')
    .filter(({ target, origin }) => target !== originId(origin));
}

function* visit(node: SchemaNode): Generator<SchemaNode> {
  yield node;
  const { schema, around, asks } = node;
  if (schema.kind !== 'keywords') return;
  const applied = new Set(appliedSchemas(schema));
  for (const child of subschemas(schema)) {
    yield* visit({
      schema: child,
      around: applied.has(child) ? [schema, ...around] : [],
      asks: asks || child === schema.if || child === schema.not,
    });
  }
}
