/** Sends requests. The inbox of the reply is open before the request is sent. */
import { readMessage } from "../messages/codec.js";
import type { ExchangeOperation } from "../descriptor.js";
import { needsReplyProperties } from "../connection/mqtt-options.js";
import type { ReplyInbox, Waiter } from "../connection/inbox.js";
import { wireSizeOf } from "../messages/message.js";
import { readIncoming, type Arrival } from "./incoming.js";
import {
  connectionEnded,
  nobodyListens,
  replyMissing,
  wasSent,
  type Progress,
} from "./request-errors.js";
import { inboxOf, reserve } from "./reply-inbox.js";
import type { RequestOptions, WithParameters } from "../call-options.js";
import {
  post,
  writeSized,
  type Parcel,
  type Posting,
  type SendOptions,
} from "./publish.js";
import { writeRequest } from "../messages/request-codec.js";
import type { Session } from "./session.js";
import type { Task } from "../connection/tasks.js";

/** The payload and the options of a request. */
export interface RequestCall {
  readonly payload: unknown;
  readonly options: (RequestOptions<object> & WithParameters) | undefined;
}

/**
 * Sends a request and resolves with the payload of the first valid reply. Rejects with a `TimeoutError`, a
 * `ValidationError` of the request, a `TopicError`, a `PublishError`, a `SubscribeError`, a `QueueFullError`, a
 * `ConnectionError`, a `ClosedError`, or the reason of the signal.
 */
export function requestReply<R>(
  session: Session,
  operation: ExchangeOperation<unknown, R>,
  call: RequestCall,
): Promise<R> {
  const task = exchange<R, R>(session, operation, {
    ...call,
    onReply: (payload) => task.resolve(payload),
  });
  return task.promise;
}

/** A request, and what becomes of its replies. */
export interface Exchange<R> extends RequestCall {
  readonly onReply: (payload: R, bytes: number) => void;
  /** Called when the request has settled. */
  readonly onSettled?: () => void;
  /** Rejects if the request has failed; by default, it does so if the task rejects. */
  readonly outcomeOf?: (task: Promise<unknown>) => Promise<unknown>;
}

/**
 * Sends a request. Replies are taken until the task settles; the caller resolves it. Invalid replies are
 * reported, and the task goes on waiting.
 */
export function exchange<T, R>(
  session: Session,
  operation: ExchangeOperation<unknown, R>,
  call: Exchange<R>,
): Task<T> {
  const { payload, options = {}, onReply, onSettled } = call;
  session.assertOpen();
  const { parameters, headers, signal } = options;
  const topic = session.templateOf(operation).format(parameters);
  const inbox = inboxOf(session, operation, parameters);
  const waiter = reserve(inbox, operation, { payload, headers });
  const parcel = pack(session, operation, { topic, payload, headers, waiter });
  const timeoutMs = options.timeoutMs ?? session.timeoutMs;
  const progress: Progress = { outgoing: undefined, invalidReply: undefined };
  const fail = (): void => {
    if (wasSent(progress)) {
      task.reject(connectionEnded(parcel));
    }
  };
  const task = session.waits.start<T>({
    signal,
    timeoutMs,
    bytes: parcel.bytes,
    onTimeout: () => replyMissing(session, parcel, { timeoutMs, progress }),
    onSettled: () => {
      inbox.forget(waiter);
      session.connection.disconnected.delete(fail);
      onSettled?.();
    },
  });
  if (!task.isSettled) {
    inbox.expect(waiter, {
      resolve: (message) =>
        readReply({ session, operation, message }, progress, onReply),
    });
    if (options.whenDisconnected === "reject") {
      session.connection.disconnected.add(fail);
    }
    const { outcomeOf } = call;
    const sent = { parcel, inbox, task, options, progress, outcomeOf };
    void request(session, sent);
  }
  return task;
}

/** Reads a reply. One that is not valid is reported, since a valid one may follow. */
function readReply<R>(
  arrival: Arrival<ExchangeOperation<unknown, R>>,
  progress: Progress,
  onReply: Exchange<R>["onReply"],
): void {
  const { session, operation, message } = arrival;
  try {
    const { payload } = readIncoming(arrival, "reply", (received) =>
      readMessage(operation.replies, received),
    );
    onReply(payload, wireSizeOf(message));
  } catch (error) {
    progress.invalidReply = error;
    session.reportInvalid(error, message);
  }
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
  const written = writeSized(session, `to be sent on ${topic}`, () =>
    writeRequest(
      operation,
      { payload, headers: withReplyHeader(operation, headers, replyTo), id },
      replyTo,
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
  readonly task: Posting["task"] & { readonly promise: Promise<unknown> };
  readonly options: SendOptions;
  readonly progress: Progress;
  readonly outcomeOf: Exchange<unknown>["outcomeOf"];
}

/** Sends the request. The reply may arrive before the acknowledgement, so only a failure matters. */
async function request(
  session: Session,
  outgoing: OutgoingRequest,
): Promise<void> {
  const { inbox, task, options, progress, outcomeOf } = outgoing;
  const parcel =
    session.tracing?.sending(
      outgoing.parcel,
      "request",
      outcomeOf?.(task.promise) ?? task.promise,
    ) ?? outgoing.parcel;
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
