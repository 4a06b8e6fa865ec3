/** Answering: a request comes in, a handler runs, its reply goes to where the request says. */
import { decodeRequest, encodeReply } from "./codec.js";
import type { ExchangeOperation } from "./descriptor.js";
import { TopicError } from "./errors.js";
import { contextOf } from "./listen.js";
import type { IncomingMessage, Listener } from "./message.js";
import type {
  MessageContext,
  RequestHandler,
  SubscribeOptions,
  WithParameters,
} from "./options.js";
import { atTopic, send, type ExchangeProperties } from "./publish.js";
import type { Session } from "./session.js";
import { openSubscription, type Subscription } from "./subscription.js";
import { isTopicName } from "./topic.js";

/** How to answer. */
export interface Responding<Q, R, P extends object> {
  readonly handler: RequestHandler<Q, R, P>;
  readonly options: (SubscribeOptions & WithParameters) | undefined;
}

/** Resolves when the broker has granted the subscription. */
export async function respond<Q, R, P extends object>(
  session: Session,
  operation: ExchangeOperation<Q, R>,
  { handler, options = {} }: Responding<Q, R, P>,
): Promise<Subscription> {
  const request = {
    filter: session.templateOf(operation).filter(options.parameters),
    qos: session.qosOf(operation, options.qos),
    signal: options.signal,
  };
  return openSubscription(
    session,
    request,
    responder(session, operation, handler),
  );
}

/** A listener that answers every request that comes. */
export function responder<Q, R, P extends object>(
  session: Session,
  operation: ExchangeOperation<Q, R>,
  handler: RequestHandler<Q, R, P>,
): Listener {
  return (message) => {
    const context = contextOf<P>(session, operation, message);
    if (context !== undefined) {
      answer({ session, operation, message, context }, handler).catch(
        (error: unknown) => session.report(error),
      );
    }
  };
}

/** A request that came. */
interface Arrival<Q, R, P extends object> {
  readonly session: Session;
  readonly operation: ExchangeOperation<Q, R>;
  readonly message: IncomingMessage;
  readonly context: MessageContext<P>;
}

/** Where to send a reply, as the request says. */
interface ReplyAddress {
  readonly topic: string | undefined;
  readonly properties: ExchangeProperties | undefined;
}

async function answer<Q, R, P extends object>(
  arrival: Arrival<Q, R, P>,
  handler: RequestHandler<Q, R, P>,
): Promise<void> {
  const request = read(arrival);
  if (request === undefined) {
    return;
  }
  const { session, operation, context } = arrival;
  const { topic } = request.replyAddress;
  try {
    const reply: R = await handler(request.payload, context);
    await sendReply(arrival, request.replyAddress, reply);
  } catch (error) {
    session.observe?.({
      direction: "sent",
      kind: "reply",
      operation: session.nameOf(operation),
      topic: topic ?? "",
      payload: undefined,
      error,
    });
    session.report(error);
  }
}

/** `undefined` where it is not valid: then there is nothing to answer. */
function read<Q, R, P extends object>({
  session,
  operation,
  message,
}: Arrival<Q, R, P>): { payload: Q; replyAddress: ReplyAddress } | undefined {
  const { topic, body } = message;
  const seen = {
    direction: "received",
    kind: "request",
    operation: session.nameOf(operation),
    topic,
  } as const;
  try {
    const decoded = atTopic(`received on ${topic}`, () =>
      decodeRequest(operation, body),
    );
    session.observe?.({ ...seen, payload: decoded.payload });
    const replyAddress = replyAddressOf(operation, message, decoded.replyTo);
    return { payload: decoded.payload, replyAddress };
  } catch (error) {
    session.observe?.({ ...seen, payload: undefined, error });
    session.reportInvalid(error, message);
    return undefined;
  }
}

function replyAddressOf(
  operation: ExchangeOperation,
  { packet }: IncomingMessage,
  replyTo: string | undefined,
): ReplyAddress {
  if (operation.envelope === "body") {
    return { topic: replyTo, properties: undefined };
  }
  const { responseTopic, correlationData } = packet.properties ?? {};
  const properties =
    correlationData === undefined ? undefined : { correlationData };
  return { topic: responseTopic, properties };
}

/** Without an address there is nobody to reply to. */
async function sendReply<Q, R, P extends object>(
  { session, operation }: Arrival<Q, R, P>,
  { topic, properties }: ReplyAddress,
  reply: R,
): Promise<void> {
  if (topic === undefined) {
    return;
  }
  if (!isTopicName(topic)) {
    throw new TopicError(
      `The request ${operation.id} wants its reply on ${JSON.stringify(topic.slice(0, 100))}, which is no topic`,
    );
  }
  const body = atTopic(`the reply to ${operation.id}`, () =>
    encodeReply(operation, reply),
  );
  session.observe?.({
    direction: "sent",
    kind: "reply",
    operation: session.nameOf(operation),
    topic,
    payload: reply,
  });
  await send(
    session,
    { operation, topic, body, properties },
    { retain: false },
  );
}
