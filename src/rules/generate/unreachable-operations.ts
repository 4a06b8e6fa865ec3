import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Operation } from '../../model/api.js';
import { isMqttApi, isMqttChannel } from '../../model/mqtt-servers.js';
import { originId } from '../../model/origin.js';
import { groupBy } from '../../system/group-by.js';
import { quotedList } from '../group.js';
import type { PlanFacts, PlanRule } from '../rule.js';

/**
 * Finds operations without a method, since their channel has no address or no MQTT server. Another
 * rule reports addresses with wildcards.
 */
export const findUnreachableOperations: PlanRule = (facts) => {
  const { api, operations } = facts.plan;
  const planned = new Set(operations.map(({ operation }) => operation));
  const unreachable = api.operations.filter((operation) => !planned.has(operation));
  const byChannel = groupBy(unreachable, ({ channel }) => originId(channel.origin));
  return [...byChannel.values()].flatMap((each) => reasonFor(each, facts));
};

/** Explains why the operations of a channel have no methods. */
function reasonFor(
  operations: readonly Operation[],
  { plan: { api }, locate }: PlanFacts,
): readonly Diagnostic[] {
  const [first] = operations;
  if (first === undefined) return [];
  const { channel } = first;
  const place = locate(channel.origin);
  const names = quotedList(operations.map(({ id }) => id));
  const subject =
    operations.length === 1 ? `The operation ${names} has` : `The operations ${names} have`;
  if (channel.address === undefined) {
    return [
      diagnostic('CHANNEL_WITHOUT_ADDRESS', {
        message: `${subject} no method, since the channel "${channel.id}" has no address.`,
        help: 'Add the field "address" to the channel.',
        place,
      }),
    ];
  }
  if (!isMqttApi(api) || isMqttChannel(channel, api)) return [];
  return [
    diagnostic('CHANNEL_WITHOUT_MQTT', {
      message: `${subject} no method, since none of the servers of the channel "${channel.id}" uses MQTT: ${channel.servers.join(', ')}.`,
      help: 'To get the method, add a server with the protocol mqtt, mqtts, ws or wss to "servers" of the channel.',
      place,
    }),
  ];
}
