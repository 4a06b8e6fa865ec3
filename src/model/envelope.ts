import type { Message } from './api.js';
import type { KeywordSchema, Schema } from './schema/schema.js';
import { resolveSchema, type Schemas } from './schema/schemas.js';

/**
 * `body` where every request declares `headers.replyTo` in its payload: the document's own way to
 * carry the reply address inside the JSON. Else the MQTT 5 properties carry it.
 */
export function envelopeOf(messages: readonly Message[], schemas: Schemas): 'body' | 'properties' {
  return messages.length > 0 && messages.every((message) => hasBodyEnvelope(message, schemas))
    ? 'body'
    : 'properties';
}

function hasBodyEnvelope(message: Message, schemas: Schemas): boolean {
  if (message.encoding === 'binary') return false;
  const headers = propertyOf(message.payload, 'headers', schemas);
  return propertyOf(headers, 'replyTo', schemas) !== undefined;
}

/** What the envelope of a message carries beside its headers. */
export function envelopePayload(message: Message, schemas: Schemas): Schema | undefined {
  return propertyOf(message.payload, 'payload', schemas);
}

function propertyOf(
  schema: Schema | undefined,
  name: string,
  schemas: Schemas,
): Schema | undefined {
  const resolved = schema === undefined ? undefined : resolveSchema(schema, schemas);
  return isKeywords(resolved) ? resolved.properties.get(name) : undefined;
}

function isKeywords(schema: Schema | undefined): schema is KeywordSchema {
  return schema?.kind === 'keywords';
}
