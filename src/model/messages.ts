import type { Json } from '../load/document.js';
import type { Message, MessageExample } from './api.js';
import { isJsonArray, isJsonObject, optional, property, stringOf } from './json.js';
import { below, type Origin } from './origin.js';
import { childPointer, pointerTokens } from './pointer.js';
import type { ReferenceSchema } from './schema.js';
import type { Source } from './source.js';

/** Reads the message at a pointer of the main file; `fallbackId` names one that has no key. */
export function readMessage(source: Source, pointer: string, fallbackId?: string): Message {
  const value = source.at(pointer);
  const origin = source.origin(pointer);
  const text = (key: string) => optional(key, stringOf(property(value, key)));
  return {
    id: fallbackId ?? pointerTokens(origin.pointer).at(-1) ?? '',
    origin,
    ...text('name'),
    ...text('title'),
    ...text('summary'),
    ...text('description'),
    contentType: readContentType(source, value),
    ...optional('schemaFormat', readSchemaFormat(value)),
    ...optional('payload', schemaReference(property(value, 'payload'), below(origin, 'payload'))),
    ...optional('headers', schemaReference(property(value, 'headers'), below(origin, 'headers'))),
    examples: readExamples(property(value, 'examples')),
    deprecated: property(value, 'deprecated') === true,
  };
}

function readContentType(source: Source, message: Json | undefined): string {
  const fallback = stringOf(source.at('/defaultContentType')) ?? 'application/json';
  return stringOf(property(message, 'contentType')) ?? fallback;
}

/** Beside the payload in 2.x, inside a multi-format schema object in 3.x. */
function readSchemaFormat(message: Json | undefined): string | undefined {
  return stringOf(
    property(message, 'schemaFormat') ?? property(property(message, 'payload'), 'schemaFormat'),
  );
}

/** The load stage left the id of each schema it recognised in `x-parser-schema-id`. */
function schemaReference(value: Json | undefined, origin: Origin): ReferenceSchema | undefined {
  const schema = property(value, 'schemaFormat') === undefined ? value : property(value, 'schema');
  const target = stringOf(property(schema, 'x-parser-schema-id'));
  return target === undefined ? undefined : { kind: 'reference', origin, target, annotations: {} };
}

function readExamples(value: Json | undefined): readonly MessageExample[] {
  if (!isJsonArray(value)) return [];
  return value.filter(isJsonObject).map((example) => ({
    ...optional('name', stringOf(property(example, 'name'))),
    ...optional('summary', stringOf(property(example, 'summary'))),
    ...optional('payload', property(example, 'payload')),
    ...optional('headers', property(example, 'headers')),
  }));
}

/** The messages of a 2.x operation: one, or several under `oneOf`. */
export function readMessageOrVariants(
  source: Source,
  pointer: string,
  operationId: string,
): readonly Message[] {
  const value = source.at(pointer);
  if (value === undefined) return [];
  const variants = property(value, 'oneOf');
  const pointers = isJsonArray(variants)
    ? variants.map((_, index) => childPointer(childPointer(pointer, 'oneOf'), index))
    : [pointer];
  return pointers.map((at) => readMessage(source, at, variantId(source, at, operationId)));
}

/** A 2.x message written in place has no key: its id is its `messageId`, its name, or the operation's. */
function variantId(source: Source, pointer: string, operationId: string): string | undefined {
  if (source.origin(pointer).pointer !== pointer) return undefined;
  const value = source.at(pointer);
  return stringOf(property(value, 'messageId')) ?? stringOf(property(value, 'name')) ?? operationId;
}
