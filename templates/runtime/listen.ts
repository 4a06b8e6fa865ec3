/** Receiving messages that ask for nothing back. */
import { decodeMessage } from "./codec.js";
import type { MessageOperation, OperationDescriptor } from "./descriptor.js";
import type { IncomingMessage } from "./message.js";
import type {
  Handler,
  MessageContext,
  SubscribeOptions,
  WithParameters,
} from "./options.js";
import { atTopic } from "./publish.js";
import type { Session } from "./session.js";
import { openSubscription, type Subscription } from "./subscription.js";

/** What to do with messages. */
export interface Listening<T, P extends object> {
  readonly handler: Handler<T, P>;
  readonly options: (SubscribeOptions & WithParameters) | undefined;
  /** Called once, whatever ends the subscription. */
  readonly onClose?: () => void;
}

/** Resolves when the broker has granted the subscription. */
export async function listen<T, P extends object>(
  session: Session,
  operation: MessageOperation<T>,
  { handler, options = {}, onClose }: Listening<T, P>,
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
export interface Arrival<T> {
  readonly session: Session;
  readonly operation: MessageOperation<T>;
  readonly message: IncomingMessage;
}

/** What is not valid does not reach the handler. */
export function receive<T, P extends object>(
  arrival: Arrival<T>,
  handler: Handler<T, P>,
): void {
  const context = contextOf<P>(
    arrival.session,
    arrival.operation,
    arrival.message,
  );
  const delivery = context === undefined ? undefined : read(arrival);
  if (context !== undefined && delivery !== undefined) {
    runReported(arrival.session, () => handler(delivery.payload, context));
  }
}

/** To a further handler of a message that was received before, and so is valid. */
export function deliver<T, P extends object>(
  { session, operation, message }: Arrival<T>,
  handler: Handler<T, P>,
): void {
  const context = contextOf<P>(session, operation, message);
  if (context !== undefined) {
    runReported(session, () =>
      handler(decodeMessage(operation, message.body), context),
    );
  }
}

/** The payload, seen by the observer; `undefined` after a report where it is not valid. */
function read<T>({
  session,
  operation,
  message,
}: Arrival<T>): { payload: T } | undefined {
  const { topic } = message;
  const name = session.nameOf(operation);
  const seen = {
    direction: "received",
    kind: "message",
    operation: name,
    topic,
  } as const;
  try {
    const payload = atTopic(`received on ${topic}`, () =>
      decodeMessage(operation, message.body),
    );
    session.observe?.({ ...seen, payload });
    return { payload };
  } catch (error) {
    session.observe?.({ ...seen, payload: undefined, error });
    session.reportInvalid(error, message);
    return undefined;
  }
}

/** `undefined` where the topic is another channel's that the same wildcard lets in. */
export function contextOf<P extends object>(
  session: Session,
  operation: OperationDescriptor,
  { topic, packet }: IncomingMessage,
): MessageContext<P> | undefined {
  const parameters = session.templateOf(operation).match<P>(topic);
  if (parameters === undefined) {
    return undefined;
  }
  const headers = packet.properties?.userProperties ?? {};
  return { topic, parameters, headers, qos: packet.qos, retain: packet.retain };
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
