/** Sends requests. The inbox of the reply is open before the request is sent. */
import { readMessage } from "../messages/codec.js";
import type { ExchangeOperation } from "../descriptor.js";
import type { ReplyInbox } from "../connection/inbox.js";
import { wireSizeOf } from "../messages/message.js";
import { readIncoming, type Arrival } from "./incoming.js";
import {
  connectionEnded,
  nobodyListens,
  replyMissing,
  wasSent,
  type Progress,
} from "./request-errors.js";
import { packRequest } from "./pack-request.js";
import { inboxOf, reserve } from "./reply-inbox.js";
import type { RequestOptions, WithParameters } from "../call-options.js";
import { post, type Parcel, type Posting } from "./publish.js";
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
    payload: call.payload,
    options: call.options,
    onReply: (payload) => task.resolve(payload),
  });
  return task.promise;
}

/** A request, and what becomes of its replies. */
export interface Exchange<R> extends RequestCall {
  readonly onReply: (payload: R, bytes: number) => void;
  /** Called if the broker says that nobody has subscribed to the topic; by default, the task rejects. */
  readonly onUnheard?: () => void;
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
  const topic = session.topics.toWire(
    session.templateOf(operation).format(parameters),
  );
  const inbox = inboxOf(session, operation, parameters);
  const waiter = reserve(inbox, operation, { payload, headers });
  const parcel = packRequest(session, operation, {
    topic,
    payload,
    headers,
    waiter,
  });
  const timeoutMs = options.timeoutMs ?? session.timeoutMs;
  const progress: Progress = { outgoing: undefined, invalidReply: undefined };
  let unwatch: (() => void) | undefined;
  const task = session.waits.start<T>({
    signal,
    timeoutMs,
    bytes: parcel.bytes,
    onTimeout: () => replyMissing(session, parcel, { timeoutMs, progress }),
    onSettled: () => {
      inbox.forget(waiter);
      unwatch?.();
      onSettled?.();
    },
  });
  if (!task.isSettled) {
    inbox.expect(waiter, {
      resolve: (message) =>
        readReply({ session, operation, message }, progress, onReply),
    });
    const { tracing } = session;
    const traced = tracing?.sending(parcel, "request", outcomeOf(call, task));
    const sent = traced ?? parcel;
    const request = { session, parcel: sent, inbox, task, call, progress };
    if (options.whenDisconnected === "reject") {
      unwatch = rejectWhenDisconnected(request);
    }
    sendWhenOpen(request);
  }
  return task;
}

/** Rejects a request that was sent when its connection ends; returns how to stop that. */
function rejectWhenDisconnected({
  session,
  parcel,
  task,
  progress,
}: OutgoingRequest): () => void {
  const { disconnected } = session.connection;
  const onEnd = (): void => {
    if (wasSent(progress)) {
      task.reject(connectionEnded(parcel));
    }
  };
  disconnected.add(onEnd);
  return () => disconnected.delete(onEnd);
}

function outcomeOf(
  call: Pick<Exchange<unknown>, "outcomeOf">,
  { promise }: { readonly promise: Promise<unknown> },
): Promise<unknown> {
  return call.outcomeOf?.(promise) ?? promise;
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

interface OutgoingRequest {
  readonly session: Session;
  readonly parcel: Parcel;
  readonly inbox: ReplyInbox;
  readonly task: Posting["task"];
  readonly call: Pick<Exchange<unknown>, "options" | "onUnheard">;
  readonly progress: Progress;
}

/** Sends the request, at once if its inbox is open already. */
function sendWhenOpen(request: OutgoingRequest): void {
  const { session, inbox, task } = request;
  const opening = session.topics.openInbox(inbox);
  if (opening === undefined) {
    sendRequest(request);
  } else {
    opening.then(
      () => sendRequest(request),
      (error: unknown) => task.reject(error),
    );
  }
}

/** Sends the request. The reply may arrive before the acknowledgement, so only a failure matters. */
function sendRequest({
  session,
  parcel,
  task,
  call,
  progress,
}: OutgoingRequest): void {
  if (task.isSettled) {
    return;
  }
  const { operation, topic, payload } = parcel;
  const {
    options = {},
    onUnheard = (): void => task.reject(nobodyListens(parcel)),
  } = call;
  session.observe?.(
    {
      direction: "sent",
      kind: "request",
      operation: session.nameOf(operation),
      topic: session.topics.fromWire(topic),
      payload,
    },
    topic.length + parcel.bytes,
  );
  try {
    progress.outgoing = post(session, parcel, {
      options,
      task,
      onAcknowledged: ({ isUnheard }) => {
        if (isUnheard) {
          onUnheard();
        }
      },
    });
  } catch (error) {
    task.reject(error);
  }
}
