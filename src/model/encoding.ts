import type { Encoding, Message } from './api.js';

const json = /^(?:application|text)\/json$|\+json$/;

/** Returns the encoding of a media type: JSON, other text, or binary. Parameters are ignored. */
export function encodingOf(contentType: string): Encoding {
  const [type = ''] = contentType.toLowerCase().split(';');
  if (json.test(type.trim())) return 'json';
  return type.trimStart().startsWith('text/') ? 'text' : 'binary';
}

/** Returns the schema format of a payload if it is not JSON Schema and so cannot be read. */
export function unreadableFormat({
  hasPayload,
  payload,
  schemaFormat,
}: Message): string | undefined {
  return hasPayload && payload === undefined ? schemaFormat : undefined;
}
