import type { Json } from '../load/document.js';
import type { LastWill, MqttBinding, MqttServerBinding } from './api.js';
import { member } from '../load/json-guards.js';
import { optional, stringOf } from './json.js';

/** MQTT operation binding 0.2.0; an expiry that is a schema says nothing definite and is left out. */
export function readMqttBinding(operation: Json): MqttBinding {
  const binding = member(member(operation, 'bindings'), 'mqtt');
  return {
    ...optional('qos', qosOf(member(binding, 'qos'))),
    ...optional('retain', booleanOf(member(binding, 'retain'))),
    ...optional('messageExpiryInterval', countOf(member(binding, 'messageExpiryInterval'))),
  };
}

/** MQTT server binding 0.2.0; `mqtt5`, its predecessor, has the session's expiry only. */
export function readMqttServerBinding(server: Json): MqttServerBinding {
  const bindings = member(server, 'bindings');
  const binding = member(bindings, 'mqtt');
  const expiry =
    member(binding, 'sessionExpiryInterval') ??
    member(member(bindings, 'mqtt5'), 'sessionExpiryInterval');
  return {
    ...optional('clientId', stringOf(member(binding, 'clientId')) || undefined),
    ...optional('keepAlive', countOf(member(binding, 'keepAlive'), { largest: 65_535 })),
    ...optional('sessionExpiryInterval', countOf(expiry)),
    ...optional(
      'maximumPacketSize',
      countOf(member(binding, 'maximumPacketSize'), { smallest: 1 }),
    ),
    ...optional('lastWill', lastWillOf(member(binding, 'lastWill'))),
  };
}

/** Without a topic there is none (MQTT 3.1.1, section 3.1.2.5). */
function lastWillOf(value: Json | undefined): LastWill | undefined {
  const topic = stringOf(member(value, 'topic'));
  if (topic === undefined || topic === '') return undefined;
  return {
    topic,
    message: stringOf(member(value, 'message')) ?? '',
    qos: qosOf(member(value, 'qos')) ?? 0,
    retain: booleanOf(member(value, 'retain')) ?? false,
  };
}

function qosOf(value: Json | undefined): 0 | 1 | 2 | undefined {
  return value === 0 || value === 1 || value === 2 ? value : undefined;
}

function booleanOf(value: Json | undefined): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** Most intervals and sizes are four-byte integers on the wire. */
function countOf(
  value: Json | undefined,
  { smallest = 0, largest = 2 ** 32 - 1 } = {},
): number | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value)) return undefined;
  return value >= smallest && value <= largest ? value : undefined;
}
