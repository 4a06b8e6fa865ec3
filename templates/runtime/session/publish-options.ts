/** How a message is published: its quality of service, and its MQTT 5 properties. */
import type { IClientPublishOptions } from "mqtt";
import type { PublishOptions } from "../call-options.js";
import type { OperationDescriptor } from "../descriptor.js";
import { PublishError } from "../errors.js";
import type { Headers } from "../messages/headers.js";
import type { Session } from "./session.js";

/** The MQTT 5 properties that a request or a reply carries. */
export interface ExchangeProperties {
  readonly responseTopic?: string | undefined;
  readonly correlationData?: Uint8Array | undefined;
}

/** The largest Message Expiry Interval: a Four Byte Integer (MQTT 5, section 3.3.2.3.3). */
const LONGEST_EXPIRY = 4_294_967_295;

/** The message that the options are for. */
interface Addressed {
  readonly operation: OperationDescriptor;
  readonly topic: string;
  readonly headers: Headers | undefined;
  /** The context of its span, as user properties. */
  readonly trace?: Headers;
  readonly properties?: ExchangeProperties | undefined;
}

/** Returns the options of the `mqtt` package; throws a `PublishError` if MQTT, or this version of it, has no such ones. */
export function publishOptionsOf(
  session: Session,
  { operation, topic, headers, properties, trace }: Addressed,
  { qos, retain, messageExpiryInterval }: PublishOptions<object>,
): IClientPublishOptions {
  const options: IClientPublishOptions = {
    qos: session.qosOf(operation, qos),
    retain: retain ?? operation.retain ?? false,
  };
  if (session.connection.client.options.protocolVersion !== 5) {
    if (headers !== undefined || properties !== undefined) {
      throw new PublishError(
        `The message on ${topic} has headers or a response topic, which need MQTT 5. Connect with \`mqtt: { protocolVersion: 5 }\``,
      );
    }
    return options;
  }
  const expiry = messageExpiryInterval ?? operation.messageExpiryInterval;
  assertExpiry(topic, expiry);
  const all = propertiesOf({
    headers: trace === undefined ? headers : { ...trace, ...headers },
    ...properties,
    messageExpiryInterval: expiry,
  });
  return Object.keys(all).length === 0
    ? options
    : { ...options, properties: all };
}

function assertExpiry(topic: string, seconds = 0): void {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > LONGEST_EXPIRY) {
    throw new PublishError(
      `The message on ${topic} was not sent: \`messageExpiryInterval\` is ${seconds}. It must be a whole number of seconds, from 0 to ${LONGEST_EXPIRY}`,
    );
  }
}

type MqttProperties = NonNullable<IClientPublishOptions["properties"]>;

interface Properties extends ExchangeProperties {
  readonly headers: Headers | undefined;
  readonly messageExpiryInterval: number | undefined;
}

/** Leaves out absent properties: with a property that is `undefined`, mqtt-packet sends nothing. */
function propertiesOf({
  headers,
  responseTopic,
  correlationData,
  messageExpiryInterval,
}: Properties): MqttProperties {
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
