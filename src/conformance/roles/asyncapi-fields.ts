import { isJsonSchema } from '../../model/schema/format.js';
import { keywordsHolding, type Holding } from '../../model/schema/keywords.js';
import { isList, isObject, type JsonObject, member } from '../../json/json.js';
import { childPointer } from '../../json/pointer.js';

/** What an object of a document is, as far as it leads to schemas or data, or takes extensions. */
export type Role =
  | 'document'
  | 'components'
  | 'server'
  | 'variable'
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
    serverVariables: ['variable', 'map'],
    schemas: ['multiFormat', 'map'],
    messages: ['message', 'map'],
    messageTraits: ['message', 'map'],
    channels: ['channel', 'map'],
    operations: ['operation', 'map'],
    operationTraits: ['operation', 'map'],
    replies: ['reply', 'map'],
    parameters: ['parameter', 'map'],
  },
  server: { variables: ['variable', 'map'] },
  variable: {},
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
  schema: {
    ...keywordFields('map', ['map', 'dependencies', 'definitions']),
    ...keywordFields('one', ['schema']),
    ...keywordFields('either', ['items']),
    ...keywordFields('list', ['array']),
  },
};

/** Fields that hold values as they may occur at runtime. */
const valueFields: Readonly<Partial<Record<Role, readonly string[]>>> = {
  variable: ['enum', 'default', 'examples'],
  parameter: ['enum', 'default', 'examples'],
  message: ['examples'],
  schema: ['enum', 'const', 'default', 'examples'],
};

export interface Child {
  readonly role: Role;
  readonly pointer: string;
}

/** A field whose content has no role, whatever it looks like. */
export interface DataField {
  /** JSON pointer. */
  readonly pointer: string;
  /** `value`: as it may occur at runtime; `open`: an extension or a binding, where schemas may stand too. */
  readonly kind: 'value' | 'open';
}

/** The fields with data in an object of the given role. */
export function dataFieldsOf(value: JsonObject, role: Role, pointer: string): readonly DataField[] {
  return Object.keys(value).flatMap((field) => {
    const isValue = valueFields[role]?.includes(field) === true;
    const isBinding = role !== 'schema' && /bindings$/i.test(field);
    if (!isValue && !isBinding && !field.startsWith('x-')) return [];
    return [{ pointer: childPointer(pointer, field), kind: isValue ? 'value' : 'open' } as const];
  });
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

/** Keywords of JSON Schema as fields that hold schemas. */
function keywordFields(shape: Shape, kinds: readonly Holding[]): Readonly<Record<string, Field>> {
  const field: Field = ['schema', shape];
  return Object.fromEntries(keywordsHolding(...kinds).map((keyword) => [keyword, field]));
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
