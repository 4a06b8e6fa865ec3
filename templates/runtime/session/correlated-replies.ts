/** Matches replies to requests by the correlation id that the document declares. */
import type {
  ReplyInbox,
  ReplyReceiver,
  Reservation,
  Waiter,
} from "../connection/inbox.js";
import { randomInteger, randomUuid } from "../connection/random.js";
import type { ExchangeOperation, RequestId } from "../descriptor.js";
import { QueueFullError } from "../errors.js";
import { idsIn, type CorrelationId } from "../messages/correlation-id.js";
import { formatOf } from "../messages/encodings.js";
import {
  headersOf,
  type IncomingMessage,
  type Listener,
} from "../messages/message.js";
import { ValidationError } from "../validation/validation-error.js";
import type { Session } from "./session.js";

/**
 * Returns the inbox for the replies of an operation at the topics of another inbox. Operations whose
 * replies have the same topics, and their ids at the same places, share it.
 */
export function correlatedInboxOf(
  session: Session,
  { replies }: ExchangeOperation,
  topics: ReplyInbox,
): ReplyInbox {
  const places = Object.values(replies).map(
    ({ correlationId }) => correlationId,
  );
  const key = JSON.stringify([topics.filter, places]);
  const known = session.correlated.get(key);
  if (known !== undefined) {
    return known;
  }
  const inbox = new CorrelatedInbox(topics, {
    readIds: idReader(session, replies),
    onIgnored: (message) => session.connection.ignoreReply(message),
  });
  session.correlated.set(key, inbox);
  session.subscriptions.add({
    close: () => session.topics.unsubscribe(inbox.filter, inbox.receive),
  });
  return inbox;
}

function idReader(
  session: Session,
  replies: ExchangeOperation["replies"],
): ReadIds {
  const hasIdInPayload = Object.values(replies).some(
    ({ correlationId }) => correlationId?.part === "payload",
  );
  return (message) => {
    const payload = hasIdInPayload ? readJson(session, message) : undefined;
    return idsIn(replies, { payload, headers: headersOf(message) });
  };
}

/** Returns `undefined` for a message that is too large or no JSON. */
function readJson(session: Session, message: IncomingMessage): unknown {
  try {
    session.assertSize(message.body);
    return formatOf("json").decode(message.body);
  } catch {
    return undefined;
  }
}

interface PendingRequest {
  readonly replyTo: string;
  readonly receiver: ReplyReceiver;
}

/** Reads the ids of a message, one for each place where a reply may have it. Never throws. */
type ReadIds = (message: IncomingMessage) => readonly CorrelationId[];

/** How a message is matched to its request. */
interface Matching {
  readonly readIds: ReadIds;
  /** Called with each message that is not the reply to a pending request. */
  readonly onIgnored: Listener;
}

/**
 * An inbox at the topics of another inbox. A message with another id, without an id, or with the id
 * of a request that has its reply is ignored.
 */
class CorrelatedInbox implements ReplyInbox {
  readonly filter: string;
  readonly #topics: ReplyInbox;
  readonly #readIds: ReadIds;
  readonly #onIgnored: Listener;
  /** Pending requests by id. A header is a string, so 1 and "1" are the same id. */
  readonly #waiting = new Map<string, PendingRequest>();
  /** Starts anywhere, so that clients that count do not use the same ids. */
  #count = randomInteger();

  constructor(topics: ReplyInbox, { readIds, onIgnored }: Matching) {
    this.filter = topics.filter;
    this.#topics = topics;
    this.#readIds = readIds;
    this.#onIgnored = onIgnored;
  }

  /** Throws a `ValidationError` if the caller had to set the id, or another request has it. */
  reserve(options: Reservation): Waiter {
    const { id: given, requestId = { kind: "given" } } = options;
    if (given !== undefined && this.#waiting.has(String(given))) {
      throw invalidId("must not be the id of a pending request", given);
    }
    const id = given ?? this.#generate(requestId);
    return { ...this.#topics.reserve(options), id };
  }

  expect({ id, replyTo }: Waiter, receiver: ReplyReceiver): void {
    this.#waiting.set(String(id), { replyTo, receiver });
  }

  forget({ id }: Waiter): void {
    this.#waiting.delete(String(id));
  }

  readonly receive = (message: IncomingMessage): void => {
    if (message.packet.retain) {
      return;
    }
    const request = this.#requestOf(message);
    if (request === undefined) {
      this.#onIgnored(message);
    } else {
      request.receiver.resolve(message);
    }
  };

  #requestOf(message: IncomingMessage): PendingRequest | undefined {
    if (this.#waiting.size === 0) {
      return undefined;
    }
    return this.#readIds(message)
      .map((id) => this.#waiting.get(String(id)))
      .find((request) => request?.replyTo === message.topic);
  }

  #generate(requestId: RequestId): CorrelationId {
    switch (requestId.kind) {
      case "uuid":
        return randomUuid();
      case "integer":
        return this.#nextInteger(requestId);
      case "given":
        throw invalidId("is required", undefined);
    }
  }

  #nextInteger({ minimum, maximum }: Range): number {
    for (let tries = 0; tries <= this.#waiting.size; tries += 1) {
      this.#count += 1;
      const id = minimum + (this.#count % (maximum - minimum + 1));
      if (!this.#waiting.has(String(id))) {
        return id;
      }
    }
    throw new QueueFullError(
      `The request was not sent, because every correlation id from ${minimum} to ${maximum} belongs to a pending request. Wait for replies, or allow more ids in the document`,
    );
  }
}

type Range = Extract<RequestId, { readonly kind: "integer" }>;

function invalidId(message: string, received: unknown): ValidationError {
  const expected = "a correlation id of its own";
  return new ValidationError("The correlation id", [
    { path: "", keyword: "correlationId", message, expected, received },
  ]);
}
