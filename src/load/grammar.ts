import type { JsonObject } from './document.js';
import { isList, isObject, member } from './json-guards.js';
import { childPointer } from './pointer.js';

/** What an object of a document is, as far as it leads to schemas or takes extensions. */
export type Role =
  | 'document'
  | 'components'
  | 'server'
  | 'channel'
  | 'operation'
  | 'reply'
  | 'parameter'
  | 'message'
  | 'multiFormat'
  | 'schema';

/** How a field holds its values: alone, by name, in a list, or alone as well as in a list. */
type Shape = 'one' | 'map' | 'list' | 'either';
type Field = readonly [role: Role, shape: Shape];

/** The fields of AsyncAPI 2 and 3 together: none of them means different things in the two. */
const grammar: Readonly<Record<Role, Readonly<Record<string, Field>>>> = {
  document: {
    servers: ['server', 'map'],
    channels: ['channel', 'map'],
    operations: ['operation', 'map'],
    components: ['components', 'one'],
  },
  components: {
    servers: ['server', 'map'],
    schemas: ['multiFormat', 'map'],
    messages: ['message', 'map'],
    messageTraits: ['message', 'map'],
    channels: ['channel', 'map'],
    operations: ['operation', 'map'],
    operationTraits: ['operation', 'map'],
    replies: ['reply', 'map'],
    parameters: ['parameter', 'map'],
  },
  server: {},
  channel: {
    servers: ['server', 'list'],
    messages: ['message', 'map'],
    publish: ['operation', 'one'],
    subscribe: ['operation', 'one'],
    parameters: ['parameter', 'map'],
  },
  operation: {
    channel: ['channel', 'one'],
    message: ['message', 'one'],
    messages: ['message', 'list'],
    reply: ['reply', 'one'],
    traits: ['operation', 'list'],
  },
  reply: { channel: ['channel', 'one'], messages: ['message', 'list'] },
  parameter: { schema: ['schema', 'one'] },
  message: {
    payload: ['multiFormat', 'one'],
    headers: ['multiFormat', 'one'],
    traits: ['message', 'list'],
    oneOf: ['message', 'list'],
  },
  // AsyncAPI 3, Multi Format Schema Object; without `schemaFormat` it is a schema as it stands.
  multiFormat: { schema: ['schema', 'one'] },
  // JSON Schema draft-07, and `$defs`, which many write in its place.
  schema: {
    properties: ['schema', 'map'],
    patternProperties: ['schema', 'map'],
    definitions: ['schema', 'map'],
    $defs: ['schema', 'map'],
    dependencies: ['schema', 'map'],
    additionalProperties: ['schema', 'one'],
    propertyNames: ['schema', 'one'],
    additionalItems: ['schema', 'one'],
    contains: ['schema', 'one'],
    not: ['schema', 'one'],
    if: ['schema', 'one'],
    then: ['schema', 'one'],
    else: ['schema', 'one'],
    items: ['schema', 'either'],
    allOf: ['schema', 'list'],
    anyOf: ['schema', 'list'],
    oneOf: ['schema', 'list'],
  },
};

const jsonSchemaFormat =
  /^application\/(?:schema|vnd\.aai\.asyncapi)(?:\+(?:json|yaml))?\s*;\s*version=/;

export interface Child {
  readonly role: Role;
  readonly pointer: string;
}

/** Whether a schema of a format is JSON Schema; others are not looked into. */
export function isJsonSchema(format: string): boolean {
  return jsonSchemaFormat.test(format);
}

/** A Multi Format Schema Object that names its format; any other is a schema as it stands. */
export function isMultiFormat(value: JsonObject): boolean {
  return typeof member(value, 'schemaFormat') === 'string' && Object.hasOwn(value, 'schema');
}

/** The values within an object of the given role that have a role themselves. */
export function childrenOf(value: JsonObject, role: Role, pointer: string): readonly Child[] {
  const format = member(value, 'schemaFormat');
  const named = typeof format === 'string' ? format : undefined;
  return (
    Object.entries(grammar[role])
      // AsyncAPI 2 has the format of the payload beside it, AsyncAPI 3 beside the schema.
      .map(([field, [child, shape]]) => {
        const formatted = field === 'schema' || (role === 'message' && field === 'payload');
        return { field, child, shape, format: formatted ? named : undefined };
      })
      .filter(({ format: own }) => own === undefined || isJsonSchema(own))
      .flatMap(({ field, child, shape }) =>
        pointersIn(value, childPointer(pointer, field), { field, shape }).map((at) => ({
          role: child,
          pointer: at,
        })),
      )
  );
}

function pointersIn(
  value: JsonObject,
  pointer: string,
  { field, shape }: { readonly field: string; readonly shape: Shape },
): readonly string[] {
  const held = member(value, field);
  if (isList(held)) {
    const listed = shape === 'list' || shape === 'either';
    return listed ? held.map((_, index) => childPointer(pointer, index)) : [];
  }
  if (!isObject(held) || shape === 'list') return [];
  return shape === 'map' ? Object.keys(held).map((key) => childPointer(pointer, key)) : [pointer];
}
