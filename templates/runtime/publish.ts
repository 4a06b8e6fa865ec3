/** Sending: resolves when the broker has acknowledged (MQTT 4.3), not when the bytes are written. */
import type { IClientPublishOptions } from "mqtt";
import { encodeMessage } from "./codec.js";
import type { MessageOperation, OperationDescriptor } from "./descriptor.js";
import type { Body } from "./encodings.js";
import { PublishError, TimeoutError, ValidationError } from "./errors.js";
import type { Headers, PublishOptions, WithParameters } from "./options.js";
import type { Session } from "./session.js";

/** Those that a request or a reply travels with. */
export interface ExchangeProperties {
  readonly responseTopic?: string | undefined;
  readonly correlationData?: Uint8Array | undefined;
}

/** A body on its way to a topic. */
export interface Parcel {
  readonly operation: OperationDescriptor;
  readonly topic: string;
  readonly body: Body;
  readonly properties?: ExchangeProperties | undefined;
}

/** Validates and sends a message; rejects with a typed error or the signal's reason. */
export async function publishMessage(
  session: Session,
  operation: MessageOperation,
  call: {
    payload: unknown;
    options: (PublishOptions & WithParameters) | undefined;
  },
): Promise<void> {
  session.assertOpen();
  const { payload, options = {} } = call;
  const topic = session.templateOf(operation).format(options.parameters);
  const body = atTopic(`to be sent on ${topic}`, () =>
    encodeMessage(operation, payload),
  );
  session.observe?.({
    direction: "sent",
    kind: "message",
    operation: session.nameOf(operation),
    topic,
    payload,
  });
  await send(session, { operation, topic, body }, options);
}

/** Adds to a `ValidationError` where the value was met. */
export function atTopic<T>(place: string, convert: () => T): T {
  try {
    return convert();
  } catch (error) {
    if (error instanceof ValidationError) {
      throw new ValidationError(`${error.subject} (${place})`, error.issues);
    }
    throw error;
  }
}

/** Rejects with a `PublishError`, a `TimeoutError` if a time is given, or the signal's reason. */
export async function send(
  session: Session,
  parcel: Parcel,
  options: PublishOptions,
): Promise<void> {
  const { topic, body } = parcel;
  const publishOptions = publishOptionsOf(session, parcel, options);
  const { signal, timeoutMs } = options;
  const task = session.publishes.start<void>({
    signal,
    timeoutMs,
    onTimeout: () => acknowledgementMissing(topic, timeoutMs ?? 0),
  });
  if (!task.isSettled) {
    session.connection.publish({ topic, body, options: publishOptions }).then(
      () => task.resolve(),
      (error: unknown) => task.reject(error),
    );
  }
  await task.promise;
}

function publishOptionsOf(
  session: Session,
  { operation, topic, properties }: Parcel,
  { qos, retain, headers }: PublishOptions,
): IClientPublishOptions {
  const options: IClientPublishOptions = {
    qos: session.qosOf(operation, qos),
    retain: retain ?? operation.retain ?? false,
  };
  if (headers === undefined && properties === undefined) {
    return options;
  }
  if (session.connection.client.options.protocolVersion !== 5) {
    throw new PublishError(
      `The message on ${topic} needs headers or a response topic, which came with MQTT 5: connect with \`mqtt: { protocolVersion: 5 }\``,
    );
  }
  return { ...options, properties: propertiesOf(headers, properties) };
}

type MqttProperties = NonNullable<IClientPublishOptions["properties"]>;

function propertiesOf(
  headers: Headers = {},
  { responseTopic, correlationData }: ExchangeProperties = {},
): MqttProperties {
  const properties: MqttProperties = {};
  const userProperties = Object.entries(headers);
  // mqtt-packet does not send a message at all whose user properties are empty.
  if (userProperties.length > 0) {
    properties.userProperties = Object.fromEntries(
      userProperties.map(([name, value]) => [name, toMutable(value)]),
    );
  }
  if (responseTopic !== undefined) {
    properties.responseTopic = responseTopic;
  }
  // `mqtt` types this as Node's Buffer, which browsers have not; it writes any bytes.
  return correlationData === undefined
    ? properties
    : Object.assign(properties, { correlationData });
}

function toMutable(value: string | readonly string[]): string | string[] {
  return typeof value === "string" ? value : [...value];
}

function acknowledgementMissing(
  topic: string,
  timeoutMs: number,
): TimeoutError {
  return new TimeoutError({
    topic,
    timeoutMs,
    awaited: "the broker's acknowledgement",
    likelyCauses: [
      "the connection to the broker is down: the message is kept, and sent when it is back",
      "the broker is overloaded",
    ],
  });
}
