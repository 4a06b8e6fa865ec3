/** Sends messages. A call resolves when the broker has acknowledged the message (MQTT 4.3). */
import type { Acknowledgement, Outgoing } from "../connection/outgoing.js";
import type { Task } from "../connection/tasks.js";
import { writeMessage, type Written } from "../messages/codec.js";
import type { MessageOperation, OperationDescriptor } from "../descriptor.js";
import { TimeoutError } from "../errors.js";
import { ValidationError } from "../validation/validation-error.js";
import type { Headers } from "../messages/headers.js";
import type { PublishOptions, WithParameters } from "../call-options.js";
import {
  publishOptionsOf,
  type ExchangeProperties,
} from "./publish-options.js";
import type { Session } from "./session.js";

/** What a message is sent for, and where it goes to. */
interface Destination {
  readonly operation: OperationDescriptor;
  /** The topic on the wire. */
  readonly topic: string;
  readonly properties?: ExchangeProperties | undefined;
  readonly isReply?: boolean | undefined;
}

/** An encoded message, the size of its body, and the topic that it goes to. */
export interface Parcel extends Destination, Written {
  readonly bytes: number;
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
  const own = session.templateOf(operation).format(options.parameters);
  const topic = session.topics.toWire(own);
  const parcel = pack(session, { operation, topic }, () =>
    writeMessage(operation.messages, { payload, headers: options.headers }),
  );
  session.observe?.(
    {
      direction: "sent",
      kind: "message",
      operation: session.nameOf(operation),
      topic: own,
      payload,
    },
    topic.length + parcel.bytes,
  );
  return send(session, parcel, options);
}

/** Encodes a message with `write`; throws a `ValidationError` if it is not valid or too large. */
export function pack(
  session: Session,
  { operation, topic, properties, isReply }: Destination,
  write: () => Written,
): Parcel {
  const place =
    isReply === true
      ? `the reply to ${operation.id}`
      : `to be sent on ${topic}`;
  return namePlaceInErrors(place, () => {
    const { payload, body, headers } = write();
    const bytes = session.assertSize(body);
    return {
      operation,
      topic,
      properties,
      isReply,
      payload,
      body,
      headers,
      bytes,
    };
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
  const { qos0 = false, whenFull = "reject" } =
    session.options.offlineQueue ?? {};
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
            "the connection ended after the message was sent, and there is no new one",
            "the broker is overloaded",
          ],
  });
}
