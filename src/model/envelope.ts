import type { Message } from './api.js';
import type { KeywordSchema, Schema } from './schema/schema.js';
import { resolveSchema, type Schemas } from './schema/schemas.js';

/**
 * Decides where requests carry the reply topic: in the JSON body if the payload of every request
 * declares `headers.replyTo`, otherwise in MQTT 5 properties.
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

/** Returns the schema of the payload inside the envelope of a message. */
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
