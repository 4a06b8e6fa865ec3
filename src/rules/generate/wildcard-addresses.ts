import { diagnostic } from '../../diagnostics/catalogue.js';
import { hasWildcard } from '../../model/address.js';
import type { Api, Channel } from '../../model/api.js';
import { isMqttChannel } from '../../model/mqtt-servers.js';
import { below } from '../../model/origin.js';
import { planAddress } from '../../plan/operations/address-plan.js';
import { applicationOf, isSender } from '../../plan/operations/side.js';
import { quotedList } from '../group.js';
import type { PlanRule } from '../rule.js';

/** Finds channels whose address is a topic filter, on which nobody can publish (MQTT-3.3.2-2). */
export const findWildcardAddresses: PlanRule = ({ plan: { api }, locate }) =>
  api.channels.flatMap((channel) => {
    const { id, address, origin } = channel;
    if (address === undefined || !hasWildcard(address) || !isMqttChannel(channel, api)) return [];
    return [
      diagnostic('ADDRESS_WILDCARD', {
        message: `The address of the channel "${id}" contains a wildcard of MQTT, so that it is no topic but a filter.`,
        help: 'Write a parameter such as {name} in place of the wildcard, and declare it under "parameters".',
        place: locate(below(origin, 'address')),
        assumption: assume(planAddress(address, channel).wildcards, channel, api),
      }),
    ];
  });

function assume(wildcards: readonly string[], channel: Channel, api: Api): string {
  const operations = api.operations.filter((each) => each.channel === channel);
  const application = applicationOf(api);
  const senders = operations.filter((operation) => isSender({ operation }, application));
  if (operations.length === 0) return 'It has no operation, so nothing depends on it.';
  const received = `It is subscribed to as it is; its wildcards are the parameters ${quotedList(wildcards)}.`;
  const left = `The operations that send on it have no method: ${quotedList(senders.map(({ id }) => id))}.`;
  return [
    ...(senders.length < operations.length ? [received] : []),
    ...(senders.length > 0 ? [left] : []),
  ].join(' ');
}
