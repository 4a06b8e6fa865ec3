/** Reads incoming messages of an operation, and passes each one, valid or not, to the observer. */
import type { Received } from "../messages/codec.js";
import type { OperationDescriptor } from "../descriptor.js";
import {
  headersOf,
  wireSizeOf,
  type IncomingMessage,
} from "../messages/message.js";
import type { ObservedMessage } from "../messages/observed-message.js";
import { namePlaceInErrors } from "./publish.js";
import type { Session } from "./session.js";

/** A message that arrived for an operation. */
export interface Arrival<O extends OperationDescriptor = OperationDescriptor> {
  readonly session: Session;
  readonly operation: O;
  readonly message: IncomingMessage;
}

type Kind = ObservedMessage["kind"];

/** Reads a message with `read`; throws a `ValidationError` if it is not valid or too large. */
export function readIncoming<C extends { readonly payload: unknown }>(
  { session, operation, message }: Arrival,
  kind: Kind,
  read: (received: Received) => C,
): C {
  const { topic } = message;
  const bytes = wireSizeOf(message);
  const seen = {
    direction: "received",
    kind,
    operation: session.nameOf(operation),
    topic,
  } as const;
  try {
    const place = `received on ${topic}`;
    const content = namePlaceInErrors(
      kind === "reply" ? `the reply to ${operation.id}, ${place}` : place,
      () => read(receivedOf(session, message)),
    );
    session.observe?.({ ...seen, payload: content.payload }, bytes);
    return content;
  } catch (error) {
    session.observe?.({ ...seen, payload: undefined, error }, bytes);
    throw error;
  }
}

/**
 * Like `readIncoming`, for messages that no call waits for: reports an error and returns
 * `undefined`.
 */
export function readOrReport<C extends { readonly payload: unknown }>(
  arrival: Arrival,
  kind: Kind,
  read: (received: Received) => C,
): C | undefined {
  try {
    return readIncoming(arrival, kind, read);
  } catch (error) {
    arrival.session.reportInvalid(error, arrival.message);
    return undefined;
  }
}

/** Returns what the codec reads of a message; throws a `ValidationError` if it is too large. */
export function receivedOf(
  session: Session,
  message: IncomingMessage,
): Received {
  const { body } = session.assertSize(message);
  return { body, headers: headersOf(message) };
}
