/** What a session takes at most: neither a message nor a flood of them fills the memory. */
import type { Body } from "./messages/encodings.js";
import { QueueFullError, ValidationError } from "./errors.js";
import type { ConnectOptions } from "./options.js";
import type { Capacity } from "./connection/tasks.js";

/** What callers can say about it. */
export type LimitOptions = Pick<
  ConnectOptions,
  "maxPayloadBytes" | "maxPending" | "maxPendingBytes"
>;

const MIB = 1024 * 1024;
export const MAX_PAYLOAD_BYTES = 16 * MIB;
const MAX_PENDING = 10_000;
export const MAX_PENDING_BYTES = 64 * MIB;
/** Of a buffer that drops its oldest messages. */
export const MAX_KEPT_BYTES = 32 * MIB;

/** The bytes of a body on the wire. */
export function sizeOf(body: Body): number {
  return typeof body === "string"
    ? new TextEncoder().encode(body).length
    : body.length;
}

/** The bytes of a body; throws a `ValidationError` where they are too many. */
export function checkSize(body: Body, maxPayloadBytes: number): number {
  const bytes = sizeOf(body);
  if (bytes <= maxPayloadBytes) {
    return bytes;
  }
  throw new ValidationError(`A body of ${bytes} bytes`, [
    {
      path: "",
      keyword: "maxPayloadBytes",
      message: `is larger than \`maxPayloadBytes\` (${maxPayloadBytes})`,
      expected: `at most ${maxPayloadBytes} bytes`,
      received: undefined,
    },
  ]);
}

/** How much may be under way at a time; `what` are those that wait, e.g. `requests`. */
export function capacityFor(
  what: string,
  {
    maxPending: max = MAX_PENDING,
    maxPendingBytes: maxBytes = MAX_PENDING_BYTES,
  }: LimitOptions,
): Capacity {
  return {
    max,
    maxBytes,
    onFull: () =>
      queueFull(`${max} ${what} are under way already`, "maxPending"),
    onTooLarge: () =>
      queueFull(
        `${what} of ${maxBytes} bytes are under way already`,
        "maxPendingBytes",
      ),
  };
}

function queueFull(reason: string, option: string): QueueFullError {
  return new QueueFullError(
    `${reason}: wait for some of them, or give a larger \`${option}\``,
  );
}
