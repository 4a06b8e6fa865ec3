import type { Json } from '../load/document.js';
import type { Message, MessageExample } from './api.js';
import { encodingOf } from './encoding.js';
import { isList, isObject, member } from '../load/json-guards.js';
import { optional, stringOf } from './json.js';
import { below, type Origin } from './origin.js';
import type { Schema } from './schema/schema.js';
import { SchemaReader } from './schema/schema-reader.js';
import { childPointer, segmentsOf } from '../load/pointer.js';
import { schemaReference } from './schema/schema-reference.js';
import type { Source } from './source.js';

/** Of the pointer of merged headers; no schema has such a keyword. */
export const mergedToken = '+traits';

/** Reads the message at a pointer of the main file; `fallbackId` names one that has no key. */
export function readMessage(source: Source, pointer: string, fallbackId?: string): Message {
  const value = source.at(pointer);
  const origin = source.origin(pointer);
  const text = (key: string) => optional(key, stringOf(member(value, key)));
  const schema = (key: string) => schemaReference(source, member(value, key), below(origin, key));
  return {
    id: fallbackId ?? segmentsOf(origin.pointer).at(-1) ?? '',
    origin,
    ...text('name'),
    ...text('title'),
    ...text('summary'),
    ...text('description'),
    ...readContent(source, value),
    ...optional('schemaFormat', readSchemaFormat(value)),
    ...optional('headersFormat', stringOf(member(member(value, 'headers'), 'schemaFormat'))),
    ...optional('payload', schema('payload')),
    ...optional('headers', readMergedHeaders(source, origin) ?? schema('headers')),
    examples: readExamples(member(value, 'examples')),
    deprecated: member(value, 'deprecated') === true,
  };
}

/** They stand nowhere as a whole, so their origin is below those that the message has, or would have. */
function readMergedHeaders(source: Source, message: Origin): Schema | undefined {
  const headers = source.mergedHeaders(message);
  if (headers === undefined) return undefined;
  return new SchemaReader(source.linkOf).read(headers, below(message, 'headers', mergedToken));
}

function readContent(
  source: Source,
  message: Json | undefined,
): Pick<Message, 'contentType' | 'encoding' | 'hasPayload'> {
  const own = stringOf(member(message, 'contentType'));
  const contentType = own ?? stringOf(source.at('/defaultContentType')) ?? 'application/json';
  const encoding = encodingOf(contentType);
  const isStated = own !== undefined && encoding !== 'json';
  return {
    contentType,
    encoding,
    hasPayload: isStated || member(message, 'payload') !== undefined,
  };
}

/** Beside the payload in 2.x, inside a multi-format schema object in 3.x. */
function readSchemaFormat(message: Json | undefined): string | undefined {
  return stringOf(
    member(message, 'schemaFormat') ?? member(member(message, 'payload'), 'schemaFormat'),
  );
}

function readExamples(value: Json | undefined): readonly MessageExample[] {
  if (!isList(value)) return [];
  return value.filter(isObject).map((example) => ({
    ...optional('name', stringOf(member(example, 'name'))),
    ...optional('summary', stringOf(member(example, 'summary'))),
    ...optional('payload', member(example, 'payload')),
    ...optional('headers', member(example, 'headers')),
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
  const variants = member(value, 'oneOf');
  const pointers = isList(variants)
    ? variants.map((_, index) => childPointer(childPointer(pointer, 'oneOf'), index))
    : [pointer];
  return pointers.map((at) => readMessage(source, at, variantId(source, at, operationId)));
}

/** A 2.x message written in place has no key: its id is its `messageId`, its name, or the operation's. */
function variantId(source: Source, pointer: string, operationId: string): string | undefined {
  if (source.origin(pointer).pointer !== pointer) return undefined;
  const value = source.at(pointer);
  return stringOf(member(value, 'messageId')) ?? stringOf(member(value, 'name')) ?? operationId;
}
