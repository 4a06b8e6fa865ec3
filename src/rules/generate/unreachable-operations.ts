import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Operation } from '../../model/api.js';
import { isMqttApi } from '../../model/mqtt-servers.js';
import type { PlanFacts, PlanRule } from '../rule.js';

/** Operations that have no method, since their channel has no address or does not speak MQTT. */
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
        message: `The operation ${id} has no method: its channel ${channel.id} has no address.`,
        help: 'Give the channel an address.',
        place,
      }),
    ];
  }
  if (!isMqttApi(api)) return [];
  return [
    diagnostic('CHANNEL_WITHOUT_MQTT', {
      message: `The operation ${id} has no method: its channel ${channel.id} is restricted to ${channel.servers.join(', ')}, and none of them speaks MQTT.`,
      help: 'Add a server with protocol mqtt, mqtts, ws or wss to the servers of the channel to have it.',
      place,
    }),
  ];
}
