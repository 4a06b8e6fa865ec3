/** Answers requests: runs the handler and sends its reply to the topic that the request names. */
import { writeMessage, type Draft, type Written } from "../messages/codec.js";
import type { ExchangeOperation } from "../descriptor.js";
import type { CorrelationId } from "../messages/correlation-id.js";
import { TopicError } from "../errors.js";
import { readOrReport, readParameters, type Arrival } from "./incoming.js";
import { contextOf } from "./receive.js";
import {
  headersOf,
  wireSizeOf,
  type IncomingMessage,
  type Listener,
} from "../messages/message.js";
import type { SubscribeOptions, WithParameters } from "../call-options.js";
import type { RequestHandler } from "../received.js";
import { pack, send } from "./publish.js";
import type { ExchangeProperties } from "./publish-options.js";
import { readRequest } from "../messages/request-codec.js";
import type { Session } from "./session.js";
import { subscribeTo, type Subscription } from "./subscription.js";
import { isTopicName } from "../topics/topic.js";

/** The handler of requests, and the options of its subscription. */
export interface Responding<Q, R, P extends object, H> {
  readonly handler: RequestHandler<Q, R, P, H>;
  readonly options: (SubscribeOptions & WithParameters) | undefined;
}

/** Several replies to one request, as the result of a handler. */
export class Replies {
  readonly all: readonly unknown[];

  constructor(all: readonly unknown[]) {
    this.all = all;
  }
}

/** Subscribes to requests and answers them; resolves when the broker has granted the subscription. */
export function respond<Q, R, P extends object, H>(
  session: Session,
  operation: ExchangeOperation<Q, R, H>,
  { handler, options }: Responding<Q, R, P, H>,
): Promise<Subscription> {
  const listener = responder(session, operation, handler);
  return subscribeTo(session, operation, { listener, options });
}

/** Creates a listener that answers every request with the handler. */
export function responder<Q, R, P extends object, H>(
  session: Session,
  operation: ExchangeOperation<Q, R, H>,
  handler: RequestHandler<Q, R, P, H>,
): Listener {
  return (message) => {
    const arriving = { session, operation, message };
    const parameters = readParameters<P>(arriving, "request");
    if (parameters !== undefined) {
      const arrival = { ...arriving, parameters };
      inBounds(arrival, () => answer(arrival, handler)).catch(
        (error: unknown) => session.report(error),
      );
    }
  };
}

/** A request that arrived. */
interface RequestArrival<Q, R, P extends object, H> extends Arrival<
  ExchangeOperation<Q, R, H>
> {
  readonly parameters: P;
}

/** The reply topic of a request, on the wire, and what the reply carries because of it. */
interface ReplyAddress {
  readonly topic: string | undefined;
  readonly properties: ExchangeProperties | undefined;
  /** The correlation id of the request, if the document declares one. */
  readonly id?: CorrelationId | undefined;
}

/** Limits how many handlers run at a time; beyond the limit, rejects with a `QueueFullError`. */
async function inBounds(
  { session, message }: Arrival,
  work: () => Promise<void>,
): Promise<void> {
  const task = session.answers.start<void>({ bytes: wireSizeOf(message) });
  try {
    await work();
  } finally {
    task.resolve();
  }
}

async function answer<Q, R, P extends object, H>(
  arrival: RequestArrival<Q, R, P, H>,
  handler: RequestHandler<Q, R, P, H>,
): Promise<void> {
  const { session, operation, message, parameters } = arrival;
  const request = readOrReport(arrival, "request", (received) =>
    readRequest(operation, received),
  );
  if (request === undefined) {
    return;
  }
  const address = {
    ...replyAddressOf(arrival, request.replyTo),
    id: request.id,
  };
  const { tracing } = session;
  const work = async (): Promise<void> => {
    const context = contextOf(message, request, parameters);
    const given: unknown = await handler(request.payload, context);
    session.assertOpen();
    for (const reply of given instanceof Replies ? given.all : [given]) {
      await sendReply(arrival, address, reply);
    }
  };
  try {
    await (tracing === undefined
      ? work()
      : tracing.handling("answer", arrival, work));
  } catch (error) {
    const topic = session.topics.fromWire(address.topic ?? "");
    session.observe?.(
      {
        direction: "sent",
        kind: "reply",
        operation: session.nameOf(operation),
        topic,
        payload: undefined,
        error,
      },
      topic.length,
    );
    session.report(error);
  }
}

/** Finds the reply topic: the one that the request names, else the one of the document. */
function replyAddressOf<Q, R, P extends object, H>(
  { session, operation, message, parameters }: RequestArrival<Q, R, P, H>,
  replyTo: string | undefined,
): ReplyAddress {
  const toWire = (topic: string | undefined): string | undefined =>
    topic === undefined ? undefined : session.topics.toWire(topic);
  if (operation.envelope === "body") {
    return { topic: toWire(replyTo), properties: undefined };
  }
  const { responseTopic, correlationData } = message.packet.properties ?? {};
  const properties =
    correlationData === undefined ? undefined : { correlationData };
  const topic =
    responseTopic ??
    toWire(
      replyHeaderOf(operation, message) ??
        session.replyTopicOf(operation, parameters),
    );
  return { topic, properties };
}

function replyHeaderOf(
  { replyHeader = "" }: ExchangeOperation,
  message: IncomingMessage,
): string | undefined {
  const value = new Map(Object.entries(headersOf(message))).get(replyHeader);
  return typeof value === "string" ? value : undefined;
}

/** Validates and sends a reply; does nothing if the request has no reply topic. */
async function sendReply<Q, R, P extends object, H>(
  { session, operation }: RequestArrival<Q, R, P, H>,
  { topic, properties, id }: ReplyAddress,
  reply: unknown,
): Promise<void> {
  if (topic === undefined) {
    return;
  }
  const own = session.topics.fromWire(topic);
  // MQTT 4.7.2: topics that start with `$` are reserved for the broker.
  if (!isTopicName(own) || own.startsWith("$")) {
    throw new TopicError(
      `The request ${operation.id} was not answered, because its reply topic ${JSON.stringify(own.slice(0, 100))} is not allowed. Its sender must use a topic without wildcards that does not start with $`,
    );
  }
  const envelope = { operation, topic, properties, isReply: true };
  const parcel = pack(session, envelope, () =>
    formatted(session, operation, { payload: reply, id }),
  );
  session.observe?.(
    {
      direction: "sent",
      kind: "reply",
      operation: session.nameOf(operation),
      topic: own,
      payload: parcel.payload,
    },
    topic.length + parcel.bytes,
  );
  await send(session, parcel, { retain: false });
}

/** Validates and encodes a reply, and lets the mock server choose the layout of its text. */
function formatted(
  session: Session,
  operation: ExchangeOperation,
  draft: Draft,
): Written {
  const written = writeMessage(operation.replies, draft);
  const { body } = written;
  const { formatReply } = session;
  return formatReply === undefined || typeof body !== "string"
    ? written
    : { ...written, body: formatReply(body, session.nameOf(operation)) };
}
