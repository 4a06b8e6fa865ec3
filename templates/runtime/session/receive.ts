/** Receives messages of operations without replies. */
import { readMessage, type Content } from "../messages/codec.js";
import type { MessageOperation } from "../descriptor.js";
import {
  readOrReport,
  readParameters,
  receivedOf,
  type Arrival,
} from "./incoming.js";
import type { IncomingMessage } from "../messages/message.js";
import type {
  Handler,
  HandlersByMessage,
  MessageContext,
} from "../received.js";
import { runCallback } from "./run-callback.js";

/**
 * Validates a message and passes it to the handler; an invalid message is reported instead. Returns when the handler
 * has finished; `undefined` if it has finished already.
 */
export function receive<T, P extends object, H>(
  arrival: Arrival<MessageOperation<T, H>>,
  handler: Handler<T, P, H> | HandlersByMessage<T, P, H>,
): Promise<void> | undefined {
  const { session, operation, message } = arrival;
  const parameters = readParameters<P>(arrival, "message");
  const content =
    parameters === undefined
      ? undefined
      : readOrReport(arrival, "message", (received) =>
          readMessage(operation.messages, received),
        );
  if (parameters === undefined || content === undefined) {
    return undefined;
  }
  const context = contextOf(message, content, parameters);
  const work = (): unknown => call(handler, content.payload, context);
  const { tracing } = session;
  return runCallback(
    tracing === undefined
      ? work
      : () => tracing.handling("process", arrival, work),
    (error) => session.report(error),
  );
}

/** Passes a message that `receive` has found valid to a further handler. */
export function deliver<T, P extends object, H>(
  arrival: Arrival<MessageOperation<T, H>>,
  handler: Handler<T, P, H> | HandlersByMessage<T, P, H>,
): void {
  const { session, operation, message } = arrival;
  const parameters = session.templateOf(operation).match<P>(message.topic);
  if (parameters !== undefined) {
    const run = (): unknown => {
      const received = receivedOf(arrival, "message");
      const content = readMessage(operation.messages, received);
      const context = contextOf(message, content, parameters);
      return call(handler, content.payload, context);
    };
    void runCallback(run, (error) => session.report(error));
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

/**
 * Binds the handler, so that it can call the others by `this`. No message has the name of an object
 * member.
 */
function ownHandler<T, P extends object, H>(
  handlers: HandlersByMessage<T, P, H>,
  message: string,
): Handler<T, P, H> | undefined {
  return handlers[message]?.bind(handlers);
}

/** Returns the context of a message for its handler. */
export function contextOf<P extends object, H>(
  { topic, packet }: IncomingMessage,
  { message, headers }: Content<unknown, H>,
  parameters: P,
): MessageContext<P, H> {
  const { qos, retain, properties } = packet;
  const context = { topic, message, parameters, headers, qos, retain };
  const messageExpiryInterval = properties?.messageExpiryInterval;
  return messageExpiryInterval === undefined
    ? context
    : { ...context, messageExpiryInterval };
}
