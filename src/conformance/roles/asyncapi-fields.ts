import { isJsonSchema } from '../../model/schema/format.js';
import { keywordsHolding, type Holding } from '../../model/schema/keywords.js';
import { isArray, isObject, type JsonObject, member } from '../../json/json.js';
import { childPointer } from '../../json/pointer.js';

/** The kind of an object that can contain schemas, data or extensions. */
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

/** How a field contains values: one value, a map of values, an array, or either one or an array. */
type Shape = 'one' | 'map' | 'array' | 'either';
type Field = readonly [role: Role, shape: Shape];

/** The fields of AsyncAPI 2 and 3. No field has a different meaning in the two versions. */
const fields: Readonly<Record<Role, Readonly<Record<string, Field>>>> = {
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
    servers: ['server', 'array'],
    messages: ['message', 'map'],
    publish: ['operation', 'one'],
    subscribe: ['operation', 'one'],
    parameters: ['parameter', 'map'],
  },
  operation: {
    channel: ['channel', 'one'],
    message: ['message', 'one'],
    messages: ['message', 'array'],
    reply: ['reply', 'one'],
    traits: ['operation', 'array'],
  },
  reply: { channel: ['channel', 'one'], messages: ['message', 'array'] },
  parameter: { schema: ['schema', 'one'] },
  message: {
    payload: ['multiFormat', 'one'],
    headers: ['multiFormat', 'one'],
    traits: ['message', 'array'],
    oneOf: ['message', 'array'],
  },
  // The Multi Format Schema Object of AsyncAPI 3. Without `schemaFormat`, it is a schema itself.
  multiFormat: { schema: ['schema', 'one'] },
  schema: {
    ...keywordFields('map', ['map', 'dependencies', 'definitions']),
    ...keywordFields('one', ['schema']),
    ...keywordFields('either', ['items']),
    ...keywordFields('array', ['array']),
  },
};

/** Fields with values that may occur at runtime, such as examples. */
const valueFields: Readonly<Partial<Record<Role, readonly string[]>>> = {
  variable: ['enum', 'default', 'examples'],
  parameter: ['enum', 'default', 'examples'],
  message: ['examples'],
  schema: ['enum', 'const', 'default', 'examples'],
};

/** A value with a role within another object. */
export interface Child {
  readonly role: Role;
  readonly pointer: string;
}

/** A field with data: its content has no role, even if it looks like a schema. */
export interface DataField {
  /** JSON pointer. */
  readonly pointer: string;
  /**
   * `value`: a value that may occur at runtime. `open`: an extension or binding, which may be a
   * schema.
   */
  readonly kind: 'value' | 'open';
}

/** Returns the data fields of an object with the given role. */
export function dataFieldsOf(value: JsonObject, role: Role, pointer: string): readonly DataField[] {
  return Object.keys(value).flatMap((field) => {
    const isValue = valueFields[role]?.includes(field) === true;
    const isBinding = role !== 'schema' && /bindings$/i.test(field);
    if (!isValue && !isBinding && !field.startsWith('x-')) return [];
    return [{ pointer: childPointer(pointer, field), kind: isValue ? 'value' : 'open' } as const];
  });
}

/** Whether a value is a Multi Format Schema Object with a format. Any other value is a schema. */
export function isMultiFormat(value: JsonObject): boolean {
  return typeof member(value, 'schemaFormat') === 'string' && Object.hasOwn(value, 'schema');
}

/** Returns the values with a role within an object with the given role. */
export function childrenOf(value: JsonObject, role: Role, pointer: string): readonly Child[] {
  const format = member(value, 'schemaFormat');
  const named = typeof format === 'string' ? format : undefined;
  return (
    Object.entries(fields[role])
      // `schemaFormat` is beside the payload in AsyncAPI 2, and beside the schema in AsyncAPI 3.
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

/** Returns the keywords of JSON Schema that contain schemas, as fields. */
function keywordFields(shape: Shape, kinds: readonly Holding[]): Readonly<Record<string, Field>> {
  const field: Field = ['schema', shape];
  return Object.fromEntries(keywordsHolding(...kinds).map((keyword) => [keyword, field]));
}

function pointersIn(
  value: JsonObject,
  pointer: string,
  { field, shape }: { readonly field: string; readonly shape: Shape },
): readonly string[] {
  const content = member(value, field);
  if (isArray(content)) {
    const isArray = shape === 'array' || shape === 'either';
    return isArray ? content.map((_, index) => childPointer(pointer, index)) : [];
  }
  if (!isObject(content) || shape === 'array') return [];
  return shape === 'map'
    ? Object.keys(content).map((key) => childPointer(pointer, key))
    : [pointer];
}
