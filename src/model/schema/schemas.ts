import { isObject } from '../../json/json.js';
import type { Channel, Message } from '../api.js';
import { originId } from '../origin.js';
import { readSchema } from './schema-reader.js';
import type { Schema, SchemaId } from './schema.js';
import { schemaIn } from './schema-reference.js';
import type { Source } from '../source.js';
import { subschemas } from './subschemas.js';

export type Schemas = ReadonlyMap<SchemaId, Schema>;

/**
 * Collects all schemas that can be referred to: the components of the main file, the payloads and
 * headers of messages, and the targets of their references, in the order of reading.
 */
export function collectSchemas(source: Source, messages: readonly Message[]): Schemas {
  const used = messages
    .flatMap(({ payload, headers }) => [payload, headers])
    .filter((schema) => schema !== undefined);
  // Merged headers exist nowhere in the document.
  const made = new Map(
    used
      .filter(({ kind }) => kind !== 'reference')
      .map((schema) => [originId(schema.origin), schema]),
  );
  const queue = [...componentIds(source), ...made.keys(), ...used.flatMap(references)];
  const schemas = new Map<SchemaId, Schema>();
  for (const id of queue) {
    if (schemas.has(id)) continue;
    const written = source.schemaAt(id);
    const schema = made.get(id) ?? (written === undefined ? undefined : readSchema(written));
    if (schema === undefined) continue;
    schemas.set(id, schema);
    for (const reference of references(schema)) queue.push(reference);
  }
  return schemas;
}

/**
 * Returns the ids of the component schemas. A component that is a reference is not followed, since
 * it is named by its own key. A component that states its format has its schema one level below.
 */
function componentIds({ root }: Source): readonly SchemaId[] {
  const written = root.get('components', 'schemas')?.asWritten().entries() ?? [];
  return written.flatMap(([, component]) => {
    const node = component.followed();
    const schema = schemaIn(node);
    if (schema === node) return [originId(component.origin)];
    return isObject(schema?.value) ? [originId(schema.origin)] : [];
  });
}

function references(schema: Schema): readonly SchemaId[] {
  if (schema.kind === 'reference') return [schema.target];
  return subschemas(schema).flatMap(references);
}

/**
 * Follows references to the first schema that is not a reference. A cycle of references gives
 * `true`.
 */
export function resolveSchema(schema: Schema, schemas: Schemas): Schema {
  const seen = new Set<SchemaId>();
  let current = schema;
  while (current.kind === 'reference') {
    const target = schemas.get(current.target);
    if (target === undefined || seen.has(current.target)) {
      return { kind: 'boolean', origin: current.origin, value: true };
    }
    seen.add(current.target);
    current = target;
  }
  return current;
}

/** Returns the distinct messages of channels and replies, by origin. */
export function distinctMessages(
  channels: readonly Channel[],
  others: readonly Message[] = [],
): readonly Message[] {
  const all = [...channels.flatMap((channel) => channel.messages), ...others];
  return [...new Map(all.map((message) => [originId(message.origin), message])).values()];
}
