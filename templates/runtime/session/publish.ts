/** Sends messages. A call resolves when the broker has acknowledged the message (MQTT 4.3). */
import type { IClientPublishOptions } from "mqtt";
import type { Acknowledgement, Outgoing } from "../connection/outgoing.js";
import type { Task } from "../connection/tasks.js";
import { writeMessage, type Written } from "../messages/codec.js";
import type { MessageOperation, OperationDescriptor } from "../descriptor.js";
import { PublishError } from "../errors.js";
import { ValidationError } from "../validation/validation-error.js";
import type { Headers } from "../messages/headers.js";
import type { PublishOptions, WithParameters } from "../call-options.js";
import { acknowledgementMissing } from "./publish-errors.js";
import type { Session } from "./session.js";

/** The MQTT 5 properties that a request or a reply carries. */
export interface ExchangeProperties {
  readonly responseTopic?: string | undefined;
  readonly correlationData?: Uint8Array | undefined;
}

/** An encoded message, and the size of its body. */
interface Sized extends Written {
  readonly bytes: number;
}

/** An encoded message and the topic that it goes to. */
export interface Parcel extends Sized {
  readonly operation: OperationDescriptor;
  readonly topic: string;
  readonly properties?: ExchangeProperties | undefined;
  readonly isReply?: boolean;
  /** The context of its span, as user properties. Only MQTT 5 sends it. */
  readonly trace?: Headers;
}

/** Validates and sends a message; rejects with a `BindingError` or the reason of the signal. */
export function publishMessage(
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
  const written = writeSized(session, `to be sent on ${topic}`, () =>
    writeMessage(operation.messages, { payload, headers: options.headers }),
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
  return send(session, { operation, topic, ...written }, options);
}

/** Encodes a message with `write`; throws a `ValidationError` that names the place, also if it is too large. */
export function writeSized(
  session: Session,
  place: string,
  write: () => Written,
): Sized {
  return namePlaceInErrors(place, () => {
    const written = write();
    return { ...written, bytes: session.assertSize(written.body) };
  });
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
export function send(
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
  return task.promise;
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
  const { outgoing: room } = session;
  const { outbox } = session.connection;
  const { qos0 = false, whenFull = "reject" } = session.offlineQueue;
  while (
    whenFull === "drop-oldest" &&
    !room.has(bytes) &&
    outbox.dropOldest(room)
  );
  room.take(bytes);
  return outbox.add({
    topic,
    body,
    bytes,
    options: publishOptions,
    room,
    isSentOnce: isReply,
    isQueued: qos0 || publishOptions.qos !== 0,
    task,
    onAcknowledged,
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
