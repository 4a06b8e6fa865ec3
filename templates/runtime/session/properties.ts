/** The MQTT 5 properties of a message. */
import type { IClientPublishOptions } from "mqtt";
import { PublishError } from "../errors.js";
import type { Headers } from "../messages/headers.js";

/** The largest Message Expiry Interval: a Four Byte Integer (MQTT 5, section 3.3.2.3.3). */
const LONGEST_EXPIRY = 4_294_967_295;

type MqttProperties = NonNullable<IClientPublishOptions["properties"]>;

/** The properties that a request or a reply carries. */
export interface ExchangeProperties {
  readonly responseTopic?: string | undefined;
  readonly correlationData?: Uint8Array | undefined;
}

interface Properties extends ExchangeProperties {
  readonly headers: Headers | undefined;
  readonly messageExpiryInterval: number | undefined;
}

/**
 * Returns the properties of a message for `mqtt`. Leaves out absent ones: with a property that is `undefined`,
 * mqtt-packet sends nothing. Throws a `PublishError` if MQTT cannot carry one.
 */
export function propertiesOf(
  topic: string,
  {
    headers,
    responseTopic,
    correlationData,
    messageExpiryInterval,
  }: Properties,
): MqttProperties {
  const properties: MqttProperties = {};
  if (headers !== undefined) {
    properties.userProperties = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, toMutable(value)]),
    );
  }
  if (responseTopic !== undefined) {
    properties.responseTopic = responseTopic;
  }
  if (messageExpiryInterval !== undefined) {
    assertExpiry(topic, messageExpiryInterval);
    properties.messageExpiryInterval = messageExpiryInterval;
  }
  // `mqtt` types this as Node's Buffer, which browsers do not have; it accepts any bytes.
  return correlationData === undefined
    ? properties
    : Object.assign(properties, { correlationData });
}

function toMutable(value: string | readonly string[]): string | string[] {
  return typeof value === "string" ? value : [...value];
}

function assertExpiry(topic: string, seconds: number): void {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > LONGEST_EXPIRY) {
    throw new PublishError(
      `The message on ${topic} was not sent: \`messageExpiryInterval\` is ${seconds}. It must be a whole number of seconds, from 0 to ${LONGEST_EXPIRY}`,
    );
  }
}
