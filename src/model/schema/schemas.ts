import type { Json } from '../../load/document.js';
import { member } from '../../load/json-guards.js';
import type { Channel, Message } from '../api.js';
import { entriesOf } from '../json.js';
import { originId } from '../origin.js';
import { childPointer } from '../../load/pointer.js';
import { SchemaReader } from './schema-reader.js';
import type { Schema, SchemaId } from './schema.js';
import { schemaReference } from './schema-reference.js';
import type { Source } from '../source.js';
import { subschemas } from './subschemas.js';

export type Schemas = ReadonlyMap<SchemaId, Schema>;

/**
 * Every schema that has an identity of its own: the components of the main file, the payloads and
 * headers of messages, and whatever these refer to, in the order in which they are met.
 */
export function collectSchemas(source: Source, messages: readonly Message[]): Schemas {
  const components = entriesOf(source.at('/components/schemas')).flatMap(([key, value]) =>
    componentIds(source, key, value),
  );
  const used = messages
    .flatMap(({ payload, headers }) => [payload, headers])
    .filter((schema) => schema !== undefined);
  // Headers that are merged from several are written nowhere.
  const made = new Map(
    used
      .filter(({ kind }) => kind !== 'reference')
      .map((schema) => [originId(schema.origin), schema]),
  );
  const reader = new SchemaReader(source.linkOf);
  const read = (id: SchemaId): Schema | undefined => {
    const origin = source.originOf(id);
    const value = origin === undefined ? undefined : source.written(origin);
    return origin === undefined || value === undefined ? undefined : reader.read(value, origin);
  };
  const queue = [...components, ...made.keys(), ...used.flatMap(references)];
  const schemas = new Map<SchemaId, Schema>();
  for (const id of queue) {
    if (schemas.has(id)) continue;
    const schema = made.get(id) ?? read(id);
    if (schema === undefined) continue;
    schemas.set(id, schema);
    for (const reference of references(schema)) queue.push(reference);
  }
  return schemas;
}

/**
 * A component that is only a reference keeps its own key as name, so it is not followed here. One
 * that says its format holds its schema below (3.0.0, Multi Format Schema Object), if it can be read.
 */
function componentIds(source: Source, key: string, value: Json): readonly SchemaId[] {
  const { file } = source.origin('');
  const pointer = childPointer('/components/schemas', key);
  if (member(value, 'schemaFormat') === undefined) return [originId({ file, pointer })];
  const schema = schemaReference(source, value, source.origin(pointer));
  return schema === undefined ? [] : [schema.target];
}

function references(schema: Schema): readonly SchemaId[] {
  if (schema.kind === 'reference') return [schema.target];
  return subschemas(schema).flatMap(references);
}

/** Follows references to the first schema that is none; a circle of references ends at `true`. */
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

/** The distinct messages of some channels and replies, by origin. */
export function distinctMessages(
  channels: readonly Channel[],
  others: readonly Message[] = [],
): readonly Message[] {
  const all = [...channels.flatMap((channel) => channel.messages), ...others];
  return [...new Map(all.map((message) => [originId(message.origin), message])).values()];
}
