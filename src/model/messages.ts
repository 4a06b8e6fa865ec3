import type { Message, MessageExample } from './api.js';
import { readCorrelationId } from './correlation-id.js';
import { dataOf } from './data.js';
import { encodingOf } from './encoding.js';
import { createHeaderReader } from './headers.js';
import { isObject, optional } from '../json/json.js';
import { segmentsOf } from '../json/pointer.js';
import type { Node } from './node.js';
import { below, originId } from './origin.js';
import { isJsonSchema } from './schema/format.js';
import { schemaReference } from './schema/schema-reference.js';
import type { Schema } from './schema/schema.js';
import type { Traits } from './traits.js';

/** Reads the message of a node. `fallbackId` is the id of a message without a key. */
export type ReadMessage = (node: Node, fallbackId?: string) => Message;

/** Creates a reader that reads each message once, however many references lead to it. */
export function createMessageReader(root: Node, traits: Traits): ReadMessage {
  const readHeaders = createHeaderReader();
  const read = (node: Node): Omit<Message, 'id'> => {
    const { origin } = node;
    const message = traits.applyTo(node);
    return {
      origin,
      ...message.stringFields('name', 'title', 'summary', 'description'),
      ...readContent(message, root),
      ...optional('schemaFormat', formatOf(message)),
      ...optional('headersFormat', message.string('headers', 'schemaFormat')),
      ...optional('payload', readPayload(node, message)),
      ...optional('headers', readHeaders(traits.layersOf(node), origin)),
      ...optional('correlationId', readCorrelationId(message)),
      examples: readExamples(message),
      deprecated: message.boolean('deprecated') ?? false,
    };
  };
  const known = new Map<string, Omit<Message, 'id'>>();
  return (node, fallbackId) => {
    const key = originId(node.origin);
    const message = known.get(key) ?? read(node);
    known.set(key, message);
    return { id: fallbackId ?? segmentsOf(node.origin.pointer).at(-1) ?? '', ...message };
  };
}

function readContent(
  message: Node,
  root: Node,
): Pick<Message, 'contentType' | 'contentTypeOrigin' | 'encoding' | 'hasPayload'> {
  const own = message.string('contentType');
  const contentType = own ?? root.string('defaultContentType') ?? 'application/json';
  const stated = message.get('contentType') ?? root.get('defaultContentType');
  const encoding = encodingOf(contentType);
  const isStated = own !== undefined && encoding !== 'json';
  return {
    contentType,
    ...optional('contentTypeOrigin', stated?.origin),
    encoding,
    hasPayload: isStated || message.get('payload') !== undefined,
  };
}

/** Reads the schema format: beside the payload in AsyncAPI 2, around its schema in AsyncAPI 3. */
function formatOf(message: Node): string | undefined {
  return message.string('schemaFormat') ?? message.string('payload', 'schemaFormat');
}

/**
 * Reads the payload if both the message itself and the message merged with its traits say that it
 * is JSON Schema. A trait of AsyncAPI 2 can state another format than the one that was checked on
 * loading.
 */
function readPayload(own: Node, message: Node): Schema | undefined {
  const formats = [own, message].map((node) => node.string('schemaFormat'));
  const isForeign = formats.some((format) => format !== undefined && !isJsonSchema(format));
  return isForeign
    ? undefined
    : schemaReference(message.get('payload'), below(own.origin, 'payload'));
}

function readExamples(message: Node): readonly MessageExample[] {
  const examples = message.items('examples').filter(({ value }) => isObject(value));
  return examples.map((example) => ({
    ...example.stringFields('name', 'summary'),
    ...optional('payload', dataOf(example.get('payload'))),
    ...optional('headers', dataOf(example.get('headers'))),
  }));
}
