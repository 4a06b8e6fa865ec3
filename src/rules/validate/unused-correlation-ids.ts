import { diagnostic } from '../../diagnostics/catalogue.js';
import { originId } from '../../model/origin.js';
import { placesOf, timesText } from '../group.js';
import type { DocumentRule } from '../rule.js';

/** Finds correlation ids of messages that are neither requests nor replies, in one finding. */
export const findUnusedCorrelationIds: DocumentRule = ({ plan: { api }, locate }) => {
  const exchanged = new Set(
    api.operations
      .flatMap((each) => ('reply' in each ? [...each.messages, ...each.reply.messages] : []))
      .map(({ origin }) => originId(origin)),
  );
  const origins = api.messages
    .filter(({ origin }) => !exchanged.has(originId(origin)))
    .flatMap(({ correlationId }) => correlationId?.origin ?? []);
  if (origins.length === 0) return [];
  return [
    diagnostic('CORRELATION_ID_UNUSED', {
      message: `The correlation id${timesText(origins.length)} matches no reply, since no operation with a "reply" has its message.`,
      help: 'To get replies matched by it, describe request and reply as one operation with a "reply" (AsyncAPI 3).',
      ...placesOf(origins, locate),
    }),
  ];
};
