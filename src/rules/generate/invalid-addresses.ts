import { isTopicName } from '../../../templates/runtime/topics/topic.js';
import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Address } from '../../model/api.js';
import { isMqttApi } from '../../model/mqtt-servers.js';
import { below } from '../../model/origin.js';
import type { PlanRule } from '../rule.js';

/**
 * Finds channels whose address is not an MQTT topic: topic names must be non-empty and contain no
 * wildcards (MQTT-4.7.1-1, MQTT-4.7.3-1).
 */
export const findInvalidAddresses: PlanRule = ({ plan: { api }, locate }) => {
  if (!isMqttApi(api)) return [];
  return api.channels.flatMap(({ id, address, origin }) => {
    if (address === undefined || isTopic(address)) return [];
    return [
      diagnostic('ADDRESS_INVALID', {
        message: `The address of the channel "${id}" is not a valid MQTT topic: it is empty, too long, or contains a control character, or + or # beside other characters of a level.`,
        help: 'Correct the address. For a part that varies, use a parameter such as {name}.',
        place: locate(below(origin, 'address')),
      }),
    ];
  });
};

function isTopic({ text, segments }: Address): boolean {
  const fixed = segments.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  return fixed === '' ? text !== '' : isTopicName(fixed);
}
