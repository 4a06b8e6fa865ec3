/** Encodes requests. */
import type { Waiter } from "../connection/inbox.js";
import { needsReplyProperties } from "../connection/mqtt-options.js";
import type { ExchangeOperation } from "../descriptor.js";
import { writeRequest } from "../messages/request-codec.js";
import { pack, type Parcel } from "./publish.js";
import type { Session } from "./session.js";

function withReplyHeader(
  { replyHeader }: ExchangeOperation,
  headers: object | undefined,
  replyTo: string,
): object | undefined {
  return replyHeader === undefined
    ? headers
    : { ...headers, [replyHeader]: replyTo };
}

/** A request that is not encoded yet. */
interface RequestDraft {
  readonly topic: string;
  readonly payload: unknown;
  readonly headers: object | undefined;
  readonly waiter: Waiter;
}

/** Validates and encodes a request; throws a `ValidationError` before anything is sent. */
export function packRequest(
  session: Session,
  operation: ExchangeOperation,
  { topic, payload, headers, waiter }: RequestDraft,
): Parcel {
  const { replyTo, correlationData, id } = waiter;
  const properties = carriesProperties(session, operation)
    ? // Whoever answers need not know of a prefix: MQTT's own property has the topic on the wire.
      { responseTopic: session.topics.toWire(replyTo), correlationData }
    : undefined;
  return pack(session, { operation, topic, properties }, () =>
    writeRequest(
      operation,
      { payload, headers: withReplyHeader(operation, headers, replyTo), id },
      replyTo,
    ),
  );
}

/** Whether a request carries its reply topic in properties. With MQTT 5, it does so even if it need not. */
function carriesProperties(
  { connection }: Session,
  operation: ExchangeOperation,
): boolean {
  return connection.client.options.protocolVersion === 5
    ? operation.envelope === "properties"
    : needsReplyProperties(operation);
}
