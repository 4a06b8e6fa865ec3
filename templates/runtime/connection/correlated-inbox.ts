/** An inbox that matches replies to requests by the correlation id that the document declares. */
import type { RequestId } from "../descriptor.js";
import { QueueFullError } from "../errors.js";
import type { CorrelationId } from "../messages/correlation-id.js";
import type { IncomingMessage } from "../messages/message.js";
import { ValidationError } from "../validation/validation-error.js";
import type { ReplyInbox, Reservation, Waiter } from "./inbox.js";
import { randomInteger, randomUuid } from "./random.js";
import type { Task } from "./tasks.js";

interface PendingRequest {
  readonly replyTo: string;
  readonly task: Task<IncomingMessage>;
}

/** Reads the ids of a message, one for each place where a reply may have it. Never throws. */
export type ReadIds = (message: IncomingMessage) => readonly CorrelationId[];

/**
 * An inbox at the topics of another inbox. A message with another id, without an id, or with the id
 * of a request that has its reply is ignored.
 */
export class CorrelatedInbox implements ReplyInbox {
  readonly filter: string;
  readonly #topics: ReplyInbox;
  readonly #readIds: ReadIds;
  /** Pending requests by id. A header is a string, so 1 and "1" are the same id. */
  readonly #waiting = new Map<string, PendingRequest>();
  /** Starts anywhere, so that clients that count do not use the same ids. */
  #count = randomInteger();

  constructor(topics: ReplyInbox, readIds: ReadIds) {
    this.filter = topics.filter;
    this.#topics = topics;
    this.#readIds = readIds;
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

  expect({ id, replyTo }: Waiter, task: Task<IncomingMessage>): void {
    this.#waiting.set(String(id), { replyTo, task });
  }

  forget({ id }: Waiter): void {
    this.#waiting.delete(String(id));
  }

  readonly receive = (message: IncomingMessage): void => {
    if (this.#waiting.size === 0 || message.packet.retain) {
      return;
    }
    for (const id of this.#readIds(message)) {
      const request = this.#waiting.get(String(id));
      if (request?.replyTo === message.topic) {
        request.task.resolve(message);
        return;
      }
    }
  };

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
