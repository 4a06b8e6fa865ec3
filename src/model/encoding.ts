import type { Encoding, Message } from './api.js';

const json = /^(?:application|text)\/json$|\+json$/;

/** By media type, parameters such as `charset` left out: JSON, other text, and all the rest. */
export function encodingOf(contentType: string): Encoding {
  const [type = ''] = contentType.toLowerCase().split(';');
  if (json.test(type.trim())) return 'json';
  return type.trimStart().startsWith('text/') ? 'text' : 'binary';
}

/** The format of the payload's schema where it is not JSON Schema, so that nothing is known of it. */
export function unreadableFormat({
  hasPayload,
  payload,
  schemaFormat,
}: Message): string | undefined {
  return hasPayload && payload === undefined ? schemaFormat : undefined;
}
