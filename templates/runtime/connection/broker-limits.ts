/** What the broker accepts: the limits that CONNACK states (MQTT 5, section 3.2.2.3). */
import type { IClientPublishOptions, MqttClient } from "mqtt";
import type { Body } from "../messages/encodings.js";
import { sizeOf } from "../messages/size.js";

/** The properties of CONNACK; `undefined` with MQTT 3.1.1, which states no limits. */
export type BrokerLimits = MqttClient["serverProperties"];

/** The default of Receive Maximum, and the number of packet identifiers (MQTT 5, section 3.2.2.3.3). */
const MOST_UNACKNOWLEDGED = 65_535;
/** The default of mosquitto. It acknowledges the messages beyond its limit, and drops them. */
const MOST_UNRELEASED = 20;
/** Packet identifiers that stay free for SUBSCRIBE and UNSUBSCRIBE. */
const RESERVED = 1000;

/** The parts of a message that limits apply to. */
export interface SizedMessage {
  readonly topic: string;
  readonly body: Body;
  readonly options: IClientPublishOptions;
}

/**
 * Returns how many messages may wait for the acknowledgement of the broker, before one with this quality of
 * service is sent. With MQTT 3.1.1 the limit is unknown.
 */
export function maxUnacknowledged(limits: BrokerLimits, qos: number): number {
  return Math.min(
    limits?.receiveMaximum ?? (qos === 2 ? MOST_UNRELEASED : Infinity),
    MOST_UNACKNOWLEDGED - RESERVED,
  );
}

/**
 * Returns why the broker would not accept a message, and what to do; `undefined` if nothing is known against
 * it. A broker ends the connection of a client that exceeds its limits.
 */
export function refusalOf(
  limits: BrokerLimits,
  message: SizedMessage,
): string | undefined {
  if (limits === undefined) {
    return undefined;
  }
  const { qos = 0, retain = false } = message.options;
  const { maximumQoS = 2, retainAvailable = true, maximumPacketSize } = limits;
  if (qos > maximumQoS) {
    return `it allows at most QoS ${maximumQoS}, and the message has QoS ${qos}. Set \`qos: ${maximumQoS}\` for the call or the connection`;
  }
  if (retain && !retainAvailable) {
    return "it does not retain messages. Set `retain: false` for the call";
  }
  const bytes = maximumPacketSize === undefined ? 0 : packetSize(message);
  return bytes > (maximumPacketSize ?? 0)
    ? `it allows packets of at most ${maximumPacketSize} bytes, and this one has ${bytes}. Send a smaller message, or raise the limit of the broker`
    : undefined;
}

/** Returns the size of a PUBLISH packet in bytes (MQTT 5, section 3.3). */
export function packetSize({ topic, body, options }: SizedMessage): number {
  const { qos = 0, properties } = options;
  const properties5 = propertiesSize(properties);
  const rest =
    stringSize(topic) +
    (qos > 0 ? 2 : 0) +
    lengthBytes(properties5) +
    properties5 +
    sizeOf(body);
  return 1 + lengthBytes(rest) + rest;
}

function propertiesSize(
  properties: IClientPublishOptions["properties"] = {},
): number {
  const { responseTopic, correlationData, messageExpiryInterval } = properties;
  const users = Object.entries(properties.userProperties ?? {}).flatMap(
    ([name, values]) =>
      [values].flat().map((value) => 1 + stringSize(name) + stringSize(value)),
  );
  return (
    users.reduce((sum, size) => sum + size, 0) +
    (responseTopic === undefined ? 0 : 1 + stringSize(responseTopic)) +
    (correlationData === undefined ? 0 : 3 + correlationData.length) +
    (messageExpiryInterval === undefined ? 0 : 5)
  );
}

/** The size of a string with the two bytes of its length (MQTT 5, section 1.5.4). */
function stringSize(text: string): number {
  return 2 + sizeOf(text);
}

/** How many bytes a length takes (MQTT 5, section 1.5.5). */
function lengthBytes(length: number): number {
  return (
    [128, 128 ** 2, 128 ** 3].filter((bound) => length >= bound).length + 1
  );
}
