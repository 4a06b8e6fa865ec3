/** Receiving messages that ask for nothing back. */
import { readMessage, type Content, type Received } from "./codec.js";
import type { MessageOperation } from "./descriptor.js";
import { headersOf, type IncomingMessage } from "./message.js";
import type {
  Handler,
  HandlersByMessage,
  MessageContext,
  SubscribeOptions,
  WithParameters,
} from "./options.js";
import { atTopic } from "./publish.js";
import type { Session } from "./session.js";
import { openSubscription, type Subscription } from "./subscription.js";

/** What to do with messages. */
export interface Listening<T, P extends object, H> {
  readonly handler: Handler<T, P, H> | HandlersByMessage<T, P, H>;
  readonly options: (SubscribeOptions & WithParameters) | undefined;
  /** Called once, whatever ends the subscription. */
  readonly onClose?: () => void;
}

/** Resolves when the broker has granted the subscription. */
export async function listen<T, P extends object, H>(
  session: Session,
  operation: MessageOperation<T, H>,
  { handler, options = {}, onClose }: Listening<T, P, H>,
): Promise<Subscription> {
  return openSubscription(
    session,
    {
      filter: session.templateOf(operation).filter(options.parameters),
      qos: session.qosOf(operation, options.qos),
      signal: options.signal,
      onClose,
    },
    (message) => receive({ session, operation, message }, handler),
  );
}

/** A message that came for an operation. */
export interface Arrival<T, H> {
  readonly session: Session;
  readonly operation: MessageOperation<T, H>;
  readonly message: IncomingMessage;
}

/** What is not valid does not reach the handler. */
export function receive<T, P extends object, H>(
  arrival: Arrival<T, H>,
  handler: Handler<T, P, H> | HandlersByMessage<T, P, H>,
): void {
  const { session, operation, message } = arrival;
  const parameters = session.templateOf(operation).match<P>(message.topic);
  const content = parameters === undefined ? undefined : read(arrival);
  if (parameters !== undefined && content !== undefined) {
    const context = contextOf(message, content, parameters);
    runReported(session, () => call(handler, content.payload, context));
  }
}

/** To a further handler of a message that was received before, and so is valid. */
export function deliver<T, P extends object, H>(
  { session, operation, message }: Arrival<T, H>,
  handler: Handler<T, P, H> | HandlersByMessage<T, P, H>,
): void {
  const parameters = session.templateOf(operation).match<P>(message.topic);
  if (parameters !== undefined) {
    runReported(session, () => {
      const content = readMessage(
        operation.messages,
        receivedOf(session, message),
      );
      return call(
        handler,
        content.payload,
        contextOf(message, content, parameters),
      );
    });
  }
}

function call<T, P extends object, H>(
  handler: Handler<T, P, H> | HandlersByMessage<T, P, H>,
  payload: T,
  context: MessageContext<P, H>,
): unknown {
  return typeof handler === "function"
    ? handler(payload, context)
    : ownHandler(handler, context.message)?.(payload, context);
}

/** Bound, so that a handler may use its fellows by `this`; no message is called like what every object has. */
function ownHandler<T, P extends object, H>(
  handlers: HandlersByMessage<T, P, H>,
  message: string,
): Handler<T, P, H> | undefined {
  return handlers[message]?.bind(handlers);
}

/** Its content, seen by the observer; `undefined` after a report where it is not valid. */
function read<T, H>({
  session,
  operation,
  message,
}: Arrival<T, H>): Content<T, H> | undefined {
  const { topic } = message;
  const name = session.nameOf(operation);
  const seen = {
    direction: "received",
    kind: "message",
    operation: name,
    topic,
  } as const;
  try {
    const content = atTopic(`received on ${topic}`, () =>
      readMessage(operation.messages, receivedOf(session, message)),
    );
    session.observe?.({ ...seen, payload: content.payload });
    return content;
  } catch (error) {
    session.observe?.({ ...seen, payload: undefined, error });
    session.reportInvalid(error, message);
    return undefined;
  }
}

/** What the codec has to know of a message; throws a `ValidationError` where it is too large. */
export function receivedOf(
  session: Session,
  message: IncomingMessage,
): Received {
  const { body } = session.sized(message);
  return { body, headers: headersOf(message) };
}

/** What a handler is told of a message beside its payload. */
export function contextOf<P extends object, H>(
  { topic, packet }: IncomingMessage,
  { message, headers }: Content<unknown, H>,
  parameters: P,
): MessageContext<P, H> {
  const { qos, retain } = packet;
  return { topic, message, parameters, headers, qos, retain };
}

/** A handler may return anything; a promise is watched. */
function runReported(session: Session, run: () => unknown): void {
  try {
    const result = run();
    if (typeof result === "object" && result !== null) {
      Promise.resolve(result).catch((error: unknown) => session.report(error));
    }
  } catch (error) {
    session.report(error);
  }
}
