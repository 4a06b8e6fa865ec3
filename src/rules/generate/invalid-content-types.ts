import { diagnostic } from '../../diagnostics/catalogue.js';
import { groupBy } from '../../system/group-by.js';
import { placesOf } from '../group.js';
import type { PlanRule } from '../rule.js';

/** RFC 6838, section 4.2: type, "/", subtype; then parameters. */
const mediaType = /^\s*[\w!#$&^.+-]+\/[\w!#$&^.+-]+\s*(?:;.*)?$/;

/** Finds content types that are not media types; the payloads of their messages are bytes. */
export const findInvalidContentTypes: PlanRule = ({ plan: { api }, locate }) => {
  const invalid = api.messages.filter(({ contentType }) => !mediaType.test(contentType));
  return [...groupBy(invalid, ({ contentType }) => contentType)].map(([contentType, messages]) => {
    const meant = meantBy(contentType);
    return diagnostic('CONTENT_TYPE_INVALID', {
      message: `The content type ${JSON.stringify(contentType)} is not a media type, so the payload is Uint8Array.`,
      help: meant === undefined ? 'Write a media type, e.g. application/json.' : `Write ${meant}.`,
      ...placesOf(
        messages.map(({ contentTypeOrigin, origin }) => contentTypeOrigin ?? origin),
        locate,
      ),
    });
  });
};

/** Returns the media type that a string probably stands for. */
function meantBy(contentType: string): string | undefined {
  const name = contentType.trim().toLowerCase();
  if (name === 'text' || name === 'string' || name === 'plain') return 'text/plain';
  return /^[a-z][a-z0-9.+-]*$/.test(name) ? `application/${name}` : undefined;
}
