/** What a session takes at most: neither a message nor a flood of them fills the memory. */
import type { Body } from "./messages/encodings.js";
import { QueueFullError, ValidationError } from "./errors.js";

/** What callers can say about it. */
export interface LimitOptions {
  /** A larger message is refused before it is read, and before it is sent; 16 MiB. */
  readonly maxPayloadBytes?: number | undefined;
  /**
   * How many requests may wait for their reply, how many messages for the broker, and how many
   * requests that came for their handler; 10000.
   */
  readonly maxPending?: number | undefined;
}

export const MAX_PAYLOAD_BYTES = 16 * 1024 * 1024;
export const MAX_PENDING = 10_000;

/** Throws a `ValidationError` where a body is too large. */
export function checkSize(body: Body, maxPayloadBytes: number): void {
  // UTF-8 takes at most three bytes for a UTF-16 unit.
  if (typeof body === "string" && body.length * 3 <= maxPayloadBytes) {
    return;
  }
  const { length } =
    typeof body === "string" ? new TextEncoder().encode(body) : body;
  if (length > maxPayloadBytes) {
    throw new ValidationError(`A body of ${length} bytes`, [
      {
        path: "",
        keyword: "maxPayloadBytes",
        message: `is larger than \`maxPayloadBytes\` (${maxPayloadBytes})`,
        expected: `at most ${maxPayloadBytes} bytes`,
        received: undefined,
      },
    ]);
  }
}

/** `what` are those that wait, e.g. `requests`. */
export function queueFull(what: string, maxPending: number): QueueFullError {
  return new QueueFullError(
    `${maxPending} ${what} are under way already: wait for some of them, or give a larger \`maxPending\``,
  );
}
