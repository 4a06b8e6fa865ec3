import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Operation } from '../../model/api.js';
import { isMqttApi, isMqttChannel } from '../../model/mqtt-servers.js';
import type { PlanFacts, PlanRule } from '../rule.js';

/**
 * Finds operations without a method, since their channel has no address or no MQTT server. Another
 * rule reports addresses with wildcards.
 */
export const findUnreachableOperations: PlanRule = (facts) => {
  const { api, operations } = facts.plan;
  const planned = new Set(operations.map(({ operation }) => operation));
  return api.operations
    .filter((operation) => !planned.has(operation))
    .flatMap((operation) => reasonFor(operation, facts));
};

function reasonFor(
  { id, channel }: Operation,
  { plan: { api }, locate }: PlanFacts,
): readonly Diagnostic[] {
  const place = locate(channel.origin);
  if (channel.address === undefined) {
    return [
      diagnostic('CHANNEL_WITHOUT_ADDRESS', {
        message: `The operation "${id}" has no method, since its channel "${channel.id}" has no address.`,
        help: 'Add the field "address" to the channel.',
        place,
      }),
    ];
  }
  if (!isMqttApi(api) || isMqttChannel(channel, api)) return [];
  return [
    diagnostic('CHANNEL_WITHOUT_MQTT', {
      message: `The operation "${id}" has no method, since none of the servers of its channel "${channel.id}" uses MQTT: ${channel.servers.join(', ')}.`,
      help: 'To get the method, add a server with the protocol mqtt, mqtts, ws or wss to "servers" of the channel.',
      place,
    }),
  ];
}
