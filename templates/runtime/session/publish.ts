/** Sends messages. A call resolves when the broker has acknowledged the message (MQTT 4.3). */
import type { IClientPublishOptions } from "mqtt";
import { writeMessage, type Written } from "../messages/codec.js";
import type { MessageOperation, OperationDescriptor } from "../descriptor.js";
import { PublishError, TimeoutError } from "../errors.js";
import { ValidationError } from "../validation/validation-error.js";
import type { Headers } from "../messages/headers.js";
import type { PublishOptions, WithParameters } from "../options.js";
import type { Session, Sized } from "./session.js";

/** The MQTT 5 properties that a request or a reply carries. */
export interface ExchangeProperties {
  readonly responseTopic?: string | undefined;
  readonly correlationData?: Uint8Array | undefined;
}

/** An encoded message and the topic that it goes to. */
export interface Parcel extends Written, Sized {
  readonly operation: OperationDescriptor;
  readonly topic: string;
  readonly properties?: ExchangeProperties | undefined;
  readonly isReply?: boolean;
}

/** Validates and sends a message; rejects with a `BindingError` or the reason of the signal. */
export async function publishMessage(
  session: Session,
  operation: MessageOperation,
  call: {
    payload: unknown;
    options: (PublishOptions<object> & WithParameters) | undefined;
  },
): Promise<void> {
  session.assertOpen();
  const { payload, options = {} } = call;
  const topic = session.templateOf(operation).format(options.parameters);
  const written = namePlaceInErrors(`to be sent on ${topic}`, () =>
    session.assertSize(
      writeMessage(operation.messages, { payload, headers: options.headers }),
    ),
  );
  session.observe?.(
    {
      direction: "sent",
      kind: "message",
      operation: session.nameOf(operation),
      topic,
      payload,
    },
    topic.length + written.bytes,
  );
  await send(session, { operation, topic, ...written }, options);
}

/** Runs `convert`, and adds `place` to the subject of a `ValidationError` that it throws. */
export function namePlaceInErrors<T>(place: string, convert: () => T): T {
  try {
    return convert();
  } catch (error) {
    if (error instanceof ValidationError) {
      const { subject, issues, isComplete } = error;
      throw new ValidationError(`${subject} (${place})`, issues, {
        isComplete,
      });
    }
    throw error;
  }
}

/** Options of sending an encoded message. */
export type SendOptions = Omit<PublishOptions, "headers">;

/**
 * Sends an encoded message. Rejects with a `PublishError`, a `QueueFullError`, a `TimeoutError` if
 * `timeoutMs` is given, or the reason of the signal. The `mqtt` client keeps the message until the
 * broker has acknowledged it, even if the call settles earlier.
 */
export async function send(
  session: Session,
  parcel: Parcel,
  options: SendOptions,
): Promise<void> {
  const { topic, body, bytes, isReply = false } = parcel;
  const publishOptions = publishOptionsOf(session, parcel, options);
  const { signal, timeoutMs } = options;
  const kept = session.outgoing.start<void>({ bytes });
  const task = session.publishes.start<void>({
    signal,
    timeoutMs,
    onTimeout: () => acknowledgementMissing(topic, timeoutMs ?? 0),
  });
  const sending = task.isSettled
    ? Promise.resolve()
    : session.connection
        .publish({ topic, body, isReply, task, options: publishOptions })
        .then(
          () => task.resolve(),
          (error: unknown) => task.reject(error),
        );
  void sending.then(() => kept.resolve());
  await task.promise;
}

function publishOptionsOf(
  session: Session,
  { operation, topic, headers, properties }: Parcel,
  { qos, retain, messageExpiryInterval }: SendOptions,
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
  const all = propertiesOf({
    headers,
    ...properties,
    messageExpiryInterval:
      messageExpiryInterval ?? operation.messageExpiryInterval,
  });
  return Object.keys(all).length === 0
    ? options
    : { ...options, properties: all };
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

function acknowledgementMissing(
  topic: string,
  timeoutMs: number,
): TimeoutError {
  return new TimeoutError({
    topic,
    timeoutMs,
    awaited: "the broker's acknowledgement",
    likelyCauses: [
      "the connection to the broker is down; the message is sent when it is restored",
      "the broker is overloaded",
    ],
  });
}
