import { diagnostic } from '../../diagnostics/catalogue.js';
import { encodingsOf } from '../../plan/operations/messages.js';
import type { PlanRule } from '../rule.js';

/** Operations whose messages are written differently, so that a receiver has to try. */
export const findMixedContentTypes: PlanRule = ({ plan: { api, operations }, locate }) =>
  operations.flatMap(({ operation }) => {
    const replies = 'reply' in operation ? operation.reply.messages : [];
    const mixed = [operation.messages, replies].filter(
      (messages) => encodingsOf(messages, api.schemas).length > 1,
    );
    return mixed.map((messages) => {
      const list = messages.map(({ id, contentType }) => `${id} (${contentType})`).join(', ');
      return diagnostic('CONTENT_TYPES_MIXED', {
        message: `The messages of ${operation.id} are written differently: ${list}. Each is tried as JSON first, then as text, then as bytes.`,
        help: 'Give each kind of message a channel, or restrict the operation to one kind.',
        place: locate(operation.origin),
      });
    });
  });
