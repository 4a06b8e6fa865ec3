import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Operation } from '../../model/api.js';
import { originId } from '../../model/origin.js';
import type { PlanRule } from '../rule.js';

/** Finds channels with messages but without an operation. */
export const findUnusedChannels: PlanRule = ({ plan: { api }, locate }) => {
  const used = new Set(api.operations.flatMap(channelIds));
  return api.channels
    .filter(({ origin, messages }) => messages.length > 0 && !used.has(originId(origin)))
    .map((channel) =>
      diagnostic('CHANNEL_WITHOUT_OPERATION', {
        message: `The channel "${channel.id}" has messages but no operation, so no method is generated for it.`,
        help: `Add an operation with the channel $ref: "#/channels/${channel.id}".`,
        place: locate(channel.origin),
      }),
    );
};

/** Returns the ids of the channels of an operation and of its reply. */
function channelIds(operation: Operation): readonly string[] {
  const reply = 'reply' in operation ? operation.reply.channel : undefined;
  return [operation.channel, reply].flatMap((each) =>
    each === undefined ? [] : [originId(each.origin)],
  );
}
