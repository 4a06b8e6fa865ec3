/** Sends messages. A call resolves when the broker has acknowledged the message (MQTT 4.3). */
import type { IClientPublishOptions } from "mqtt";
import type { Acknowledgement, Outgoing } from "../connection/outgoing.js";
import type { Task } from "../connection/tasks.js";
import { writeMessage, type Written } from "../messages/codec.js";
import type { MessageOperation, OperationDescriptor } from "../descriptor.js";
import { PublishError, TimeoutError } from "../errors.js";
import { ValidationError } from "../validation/validation-error.js";
import type { Headers } from "../messages/headers.js";
import type { PublishOptions, WithParameters } from "../call-options.js";
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
  /** The context of its span, as user properties. Only MQTT 5 sends it. */
  readonly trace?: Headers;
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
 * `timeoutMs` is given, or the reason of the signal. A message whose call has rejected is not sent later.
 */
export async function send(
  session: Session,
  parcel: Parcel,
  options: SendOptions,
): Promise<void> {
  const { signal, timeoutMs = Infinity } = options;
  let outgoing: Outgoing | undefined;
  const task = session.publishes.start<void>({
    signal,
    timeoutMs,
    onTimeout: () => acknowledgementMissing(parcel, timeoutMs, outgoing),
  });
  try {
    const traced =
      parcel.isReply === true
        ? undefined
        : session.tracing?.sending(parcel, "publish", task.promise);
    outgoing = post(session, traced ?? parcel, {
      options,
      task,
      onAcknowledged: () => task.resolve(),
    });
  } catch (error) {
    task.reject(error);
  }
  await task.promise;
}

/** The call that a message is sent for. */
export interface Posting {
  readonly options: SendOptions;
  /** Rejects if the message cannot be sent. When it settles, the message is withdrawn. */
  readonly task: Pick<Task<unknown>, "isSettled" | "reject" | "whenSettled">;
  readonly onAcknowledged: (acknowledgement: Acknowledgement) => void;
}

/**
 * Puts a message into the outbox of the connection, unless its task has settled. Throws a `PublishError` or a
 * `QueueFullError`.
 */
export function post(
  session: Session,
  parcel: Parcel,
  { options, task, onAcknowledged }: Posting,
): Outgoing | undefined {
  if (task.isSettled) {
    return undefined;
  }
  const { topic, body, bytes, isReply = false } = parcel;
  const publishOptions = publishOptionsOf(session, parcel, options);
  const { outbox } = session.connection;
  const { qos0 = false, whenFull = "reject" } = session.offlineQueue;
  while (
    whenFull === "drop-oldest" &&
    !session.outgoing.hasRoomFor(bytes) &&
    outbox.dropOldest(session)
  );
  const kept = session.outgoing.start<void>({ bytes });
  return outbox.add({
    topic,
    body,
    options: publishOptions,
    owner: session,
    isSentOnce: isReply,
    isQueued: qos0 || publishOptions.qos !== 0,
    task,
    onReleased: () => kept.resolve(),
    onAcknowledged,
    onFailed: (error) => task.reject(error),
  });
}

function publishOptionsOf(
  session: Session,
  { operation, topic, headers, properties, trace }: Parcel,
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
    headers: trace === undefined ? headers : { ...trace, ...headers },
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
  { topic }: Parcel,
  timeoutMs: number,
  outgoing: Outgoing | undefined,
): TimeoutError {
  const delivery = outgoing?.delivery ?? "queued";
  return new TimeoutError({
    topic,
    timeoutMs,
    awaited: "the broker's acknowledgement",
    delivery,
    likelyCauses:
      delivery === "queued"
        ? [
            "the connection to the broker is down; the message was withdrawn and is not sent later",
            "earlier messages wait for their acknowledgement, and the broker does not accept more at a time",
          ]
        : [
            "the connection to the broker is broken, which is not noticed yet",
            "the broker is overloaded",
          ],
  });
}
