import type { Encoding, Message } from '../../model/api.js';
import type { Schemas } from '../../model/schema/schemas.js';
import { kindsOf } from '../types/value-kinds.js';

/** Returns the distinct encodings of messages that have a payload. */
export function encodingsOf(messages: readonly Message[], schemas: Schemas): readonly Encoding[] {
  const full = messages.filter(({ hasPayload }) => hasPayload);
  return [...new Set(full.map((message) => encodingOf(message, schemas)))];
}

/** Returns the encoding of a message. Text whose schema allows no string, e.g. a number, is JSON. */
export function encodingOf({ encoding, payload }: Message, schemas: Schemas): Encoding {
  if (encoding !== 'text' || payload === undefined) return encoding;
  return kindsOf(payload, schemas).includes('string') ? 'text' : 'json';
}
