import { type Json, optional } from '../json/json.js';
import type { LastWill, MqttBinding, MqttServerBinding } from './api.js';
import type { Node } from './node.js';

/**
 * Reads the MQTT operation binding 0.2.0. An expiry that is a schema instead of a number is
 * ignored.
 */
export function readMqttBinding(operation: Node): MqttBinding {
  const binding = operation.get('bindings', 'mqtt');
  return {
    ...optional('qos', qosOf(binding)),
    ...optional('retain', binding?.boolean('retain')),
    ...optional('messageExpiryInterval', countOf(binding?.get('messageExpiryInterval'))),
  };
}

/** Reads the MQTT server binding 0.2.0, and the session expiry of its predecessor `mqtt5`. */
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

/** Reads the last will; it needs a topic (MQTT 3.1.1, section 3.1.2.5). */
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

/** Reads a count that fits its field on the wire; most fields are four-byte integers. */
function countOf(
  node: Node | undefined,
  { smallest = 0, largest = 2 ** 32 - 1 } = {},
): number | undefined {
  const value = node?.value;
  if (typeof value !== 'number' || !Number.isInteger(value)) return undefined;
  return value >= smallest && value <= largest ? value : undefined;
}
