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
import type { ForbiddenValue } from "../topics/topic-template.js";
import { enumIssue } from "../validation/issues.js";
import { ValidationError } from "../validation/validation-error.js";

/** A message that arrived for an operation. */
export interface Arrival<O extends OperationDescriptor = OperationDescriptor> {
  readonly session: Session;
  readonly operation: O;
  readonly message: IncomingMessage;
}

type Kind = ObservedMessage["kind"];

/** Reads a message with `read`; throws a `ValidationError` if it is not valid or too large. */
export function readIncoming<C extends { readonly payload: unknown }>(
  arrival: Arrival,
  kind: Kind,
  read: (received: Received) => C,
): C {
  const { session, operation, message } = arrival;
  session.counts.receivedMessages += 1;
  const place = `received on ${message.topic}`;
  try {
    const content = namePlaceInErrors(
      kind === "reply" ? `the reply to ${operation.id}, ${place}` : place,
      () => read(receivedOf(arrival, kind)),
    );
    // A retained message says nothing about whether its sender still runs.
    if (!message.packet.retain) {
      session.counts.lastMessageAt = Date.now();
    }
    observe(arrival, kind, { payload: content.payload });
    return content;
  } catch (error) {
    observe(arrival, kind, { payload: undefined, error });
    throw error;
  }
}

/** Passes a message to the observer, if there is one. */
function observe(
  { session, operation, message }: Arrival,
  kind: Kind,
  result: Pick<ObservedMessage, "payload" | "error">,
): void {
  session.observe?.(
    {
      direction: "received",
      kind,
      operation: session.nameOf(operation),
      topic: message.topic,
      ...result,
    },
    wireSizeOf(message),
  );
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

/**
 * Returns the channel parameters of a message; `undefined` if its topic does not match the operation. A value
 * that the document does not allow is reported, unless the topic belongs to another operation.
 */
export function readParameters<P extends object>(
  arrival: Arrival,
  kind: Kind,
): P | undefined {
  const { session, operation, message } = arrival;
  const template = session.templateOf(operation);
  const parameters = template.match<P>(message.topic);
  if (parameters !== undefined) {
    return parameters;
  }
  const forbidden = template.findForbidden(message.topic);
  if (forbidden !== undefined && !session.hasTopic(message.topic)) {
    readOrReport(arrival, kind, () => refuseValue(operation, forbidden));
  }
  return undefined;
}

function refuseValue(
  operation: OperationDescriptor,
  { name, value, values }: ForbiddenValue,
): never {
  throw new ValidationError(`The topic of ${operation.id}`, [
    enumIssue(name, values, value),
  ]);
}

/** Returns what the codec reads of a message; throws a `ValidationError` if it is too large. */
export function receivedOf(
  { session, operation, message }: Arrival,
  kind: Kind,
): Received {
  const { rules, tracing } = session;
  const { body } = message;
  session.assertSize(body);
  const headers =
    tracing === undefined ? headersOf(message) : tracing.headersOf(message);
  return { body, headers, rules, kind, operation };
}
