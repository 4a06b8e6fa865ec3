import { diagnostic } from '../../diagnostics/catalogue.js';
import { encodingsOf } from '../../plan/operations/encoding.js';
import type { PlanRule } from '../rule.js';

/** Finds operations whose messages have different encodings, so that a receiver must try each. */
export const findMixedContentTypes: PlanRule = ({ plan: { api, operations }, locate }) =>
  operations.flatMap(({ operation }) => {
    const replies = 'reply' in operation ? operation.reply.messages : [];
    const mixed = [operation.messages, replies].filter(
      (messages) => encodingsOf(messages, api.schemas).length > 1,
    );
    return mixed.map((messages) => {
      const list = messages.map(({ id, contentType }) => `${id} (${contentType})`).join(', ');
      return diagnostic('CONTENT_TYPES_MIXED', {
        message: `The messages of the operation "${operation.id}" have different encodings: ${list}. A receiver tries JSON first, then text, then bytes.`,
        help: 'Use a separate channel for each content type, or restrict the operation to messages of one content type.',
        place: locate(operation.origin),
      });
    });
  });
