/** Sends requests. The inbox of the reply is open before the request is sent. */
import { readMessage } from "../messages/codec.js";
import type { ExchangeOperation, OperationDescriptor } from "../descriptor.js";
import { PublishError, TimeoutError, type Delivery } from "../errors.js";
import { needsReplyProperties } from "../connection/mqtt-options.js";
import type { Outgoing } from "../connection/outgoing.js";
import type { ReplyInbox, Waiter } from "../connection/inbox.js";
import { correlatedInboxOf } from "./correlated-replies.js";
import { readIncoming } from "./incoming.js";
import type { IncomingMessage } from "../messages/message.js";
import type { RequestOptions, WithParameters } from "../options.js";
import {
  namePlaceInErrors,
  post,
  type Parcel,
  type SendOptions,
} from "./publish.js";
import { givenIdOf, writeRequest } from "../messages/request-codec.js";
import type { Session } from "./session.js";
import type { Task } from "../connection/tasks.js";

/** The payload and the options of a request. */
export interface RequestCall {
  readonly payload: unknown;
  readonly options: (RequestOptions<object> & WithParameters) | undefined;
}

/**
 * Sends a request and resolves with the payload of the reply. Rejects with a `TimeoutError`, a
 * `ValidationError` of the request or of the reply, a `TopicError`, a `PublishError`, a
 * `SubscribeError`, a `QueueFullError`, a `ClosedError`, or the reason of the signal.
 */
export async function requestReply<R>(
  session: Session,
  operation: ExchangeOperation<unknown, R>,
  { payload, options = {} }: RequestCall,
): Promise<R> {
  session.assertOpen();
  const { parameters, headers } = options;
  const topic = session.templateOf(operation).format(parameters);
  const inbox = inboxOf(session, operation, parameters);
  const { correlationId: requestId } = operation;
  const waiter = inbox.reserve({
    isCorrelated: operation.envelope === "properties",
    ...(requestId && {
      requestId,
      id: givenIdOf(operation, { payload, headers }),
    }),
  });
  const parcel = pack(session, operation, { topic, payload, headers, waiter });
  const timeoutMs = options.timeoutMs ?? session.timeoutMs;
  const progress: Progress = { outgoing: undefined };
  const task = session.waits.start<IncomingMessage>({
    signal: options.signal,
    timeoutMs,
    bytes: parcel.bytes,
    onTimeout: () => replyMissing(parcel, timeoutMs, progress),
    onSettled: () => inbox.forget(waiter),
  });
  if (!task.isSettled) {
    inbox.expect(waiter, task);
    const { qos, retain, messageExpiryInterval } = options;
    void request(session, {
      parcel,
      inbox,
      task,
      options: { qos, retain, messageExpiryInterval },
      progress,
    });
  }
  const message = await task.promise;
  const reply = readIncoming(
    { session, operation, message },
    "reply",
    (received) => readMessage(operation.replies, received),
  );
  return reply.payload;
}

/** Returns the inbox of the replies, which matches them by their correlation ids if they have some. */
function inboxOf(
  session: Session,
  operation: ExchangeOperation,
  parameters: object | undefined,
): ReplyInbox {
  const topics = topicInboxOf(session, operation, parameters);
  return operation.correlationId === undefined
    ? topics
    : correlatedInboxOf(session, operation, topics);
}

/** Returns the shared inbox if the document has one topic for all replies, else the own inbox. */
function topicInboxOf(
  session: Session,
  operation: ExchangeOperation,
  parameters: object | undefined,
): ReplyInbox {
  const topic =
    operation.envelope === "properties"
      ? session.replyTopicOf(operation, parameters)
      : undefined;
  return topic === undefined
    ? session.connection.inboxAt(session.replyTopic)
    : session.connection.sharedInboxAt(topic);
}

function withReplyHeader(
  { replyHeader }: ExchangeOperation,
  headers: object | undefined,
  replyTo: string,
): object | undefined {
  return replyHeader === undefined
    ? headers
    : { ...headers, [replyHeader]: replyTo };
}

interface RequestDraft {
  readonly topic: string;
  readonly payload: unknown;
  readonly headers: object | undefined;
  readonly waiter: Waiter;
}

/** Validates and encodes a request; throws a `ValidationError` before anything is sent. */
function pack(
  session: Session,
  operation: ExchangeOperation,
  { topic, payload, headers, waiter }: RequestDraft,
): Parcel {
  const { replyTo, correlationData, id } = waiter;
  const written = namePlaceInErrors(`to be sent on ${topic}`, () =>
    session.assertSize(
      writeRequest(
        operation,
        { payload, headers: withReplyHeader(operation, headers, replyTo), id },
        replyTo,
      ),
    ),
  );
  const parcel = { operation, topic, ...written };
  return carriesProperties(session, operation)
    ? { ...parcel, properties: { responseTopic: replyTo, correlationData } }
    : parcel;
}

/** Whether a request carries its reply topic in properties: even if that is needless, with MQTT 5. */
function carriesProperties(
  { connection }: Session,
  operation: ExchangeOperation,
): boolean {
  return connection.client.options.protocolVersion === 5
    ? operation.envelope === "properties"
    : needsReplyProperties(operation);
}

interface OutgoingRequest {
  readonly parcel: Parcel;
  readonly inbox: ReplyInbox;
  readonly task: Task<IncomingMessage>;
  readonly options: SendOptions;
  readonly progress: Progress;
}

/** What is known of a request on its way, for the error of its deadline. */
interface Progress {
  outgoing: Outgoing | undefined;
}

/** Sends the request. The reply may arrive before the acknowledgement, so only a failure matters. */
async function request(
  session: Session,
  { parcel, inbox, task, options, progress }: OutgoingRequest,
): Promise<void> {
  try {
    await session.connection.openInbox(inbox);
    if (task.isSettled) {
      return;
    }
    const { operation, topic, payload } = parcel;
    const name = session.nameOf(operation);
    session.observe?.(
      { direction: "sent", kind: "request", operation: name, topic, payload },
      topic.length + parcel.bytes,
    );
    progress.outgoing = post(session, parcel, {
      options,
      task,
      onAcknowledged: ({ isUnheard }) => {
        if (isUnheard) {
          task.reject(nobodyListens(parcel));
        }
      },
    });
  } catch (error) {
    task.reject(error);
  }
}

function nobodyListens({ operation, topic }: Parcel): PublishError {
  return new PublishError(
    `Nobody can answer ${operation.id}: the broker says that nobody has subscribed to ${topic}. Check that the peer is running, and that it uses the same server variables and channel parameters`,
  );
}

function replyMissing(
  { operation, topic }: Parcel,
  timeoutMs: number,
  { outgoing }: Progress,
): TimeoutError {
  const delivery = outgoing?.delivery ?? "queued";
  const awaited = `the reply to ${operation.id}`;
  const likelyCauses = [
    ...BROKER_CAUSES[delivery],
    ...(delivery === "queued" ? [] : peerCauses(operation)),
  ];
  return new TimeoutError({
    topic,
    awaited,
    timeoutMs,
    delivery,
    likelyCauses,
  });
}

const BROKER_CAUSES: Readonly<Record<Delivery, readonly string[]>> = {
  queued: [
    "the connection to the broker is down; the request was withdrawn and is not sent later",
    "the broker has not granted the subscription to the replies",
  ],
  sent: ["the connection to the broker is broken, which is not noticed yet"],
  acknowledged: [],
};

function peerCauses(operation: OperationDescriptor): string[] {
  const causes = [
    "no peer is subscribed to this topic: it is not running, or it uses other server variables or channel parameters",
    "the peer refused the request without sending a reply",
    "the peer needs more time: set a larger `timeoutMs`",
  ];
  return "correlationId" in operation
    ? [
        ...causes,
        "the replies have another correlation id than the request, or none: see `correlationId` in the document",
      ]
    : causes;
}
