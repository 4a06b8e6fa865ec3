import { type Json, optional } from '../json/json.js';
import type { LastWill, MqttBinding, MqttServerBinding } from './api.js';
import type { Node } from './node.js';

/** MQTT operation binding 0.2.0; an expiry that is a schema says nothing definite and is left out. */
export function readMqttBinding(operation: Node): MqttBinding {
  const binding = operation.get('bindings', 'mqtt');
  return {
    ...optional('qos', qosOf(binding)),
    ...optional('retain', binding?.boolean('retain')),
    ...optional('messageExpiryInterval', countOf(binding?.get('messageExpiryInterval'))),
  };
}

/** MQTT server binding 0.2.0; `mqtt5`, its predecessor, has the session's expiry only. */
export function readMqttServerBinding(server: Node): MqttServerBinding {
  const binding = server.get('bindings', 'mqtt');
  const expiry =
    binding?.get('sessionExpiryInterval') ??
    server.get('bindings', 'mqtt5', 'sessionExpiryInterval');
  return {
    ...optional('clientId', binding?.string('clientId') || undefined),
    ...optional('keepAlive', countOf(binding?.get('keepAlive'), { largest: 65_535 })),
    ...optional('sessionExpiryInterval', countOf(expiry)),
    ...optional('maximumPacketSize', countOf(binding?.get('maximumPacketSize'), { smallest: 1 })),
    ...optional('lastWill', lastWillOf(binding?.get('lastWill'))),
  };
}

/** Without a topic there is none (MQTT 3.1.1, section 3.1.2.5). */
function lastWillOf(will: Node | undefined): LastWill | undefined {
  const topic = will?.string('topic');
  if (topic === undefined || topic === '') return undefined;
  return {
    topic,
    message: will?.string('message') ?? '',
    qos: qosOf(will) ?? 0,
    retain: will?.boolean('retain') ?? false,
  };
}

function qosOf(owner: Node | undefined): 0 | 1 | 2 | undefined {
  const value: Json | undefined = owner?.get('qos')?.value;
  return value === 0 || value === 1 || value === 2 ? value : undefined;
}

/** Most intervals and sizes are four-byte integers on the wire. */
function countOf(
  node: Node | undefined,
  { smallest = 0, largest = 2 ** 32 - 1 } = {},
): number | undefined {
  const value = node?.value;
  if (typeof value !== 'number' || !Number.isInteger(value)) return undefined;
  return value >= smallest && value <= largest ? value : undefined;
}
