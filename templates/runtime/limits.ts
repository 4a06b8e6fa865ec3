/** The limits of a session: neither one large message nor many messages can fill the memory. */
import type { Body } from "./messages/encodings.js";
import { QueueFullError } from "./errors.js";
import { sizeOf } from "./messages/size.js";
import { ValidationError } from "./validation/validation-error.js";
import type { ConnectOptions } from "./options.js";
import type { Capacity } from "./connection/room.js";

/** The options that set the limits. */
export type LimitOptions = Pick<
  ConnectOptions,
  "maxPayloadBytes" | "maxPending" | "maxPendingBytes"
>;

const MIB = 1024 * 1024;
/** Default of `maxPayloadBytes`. */
export const MAX_PAYLOAD_BYTES: number = 16 * MIB;
const MAX_PENDING = 10_000;
/** Default of `maxPendingBytes`. */
export const MAX_PENDING_BYTES: number = 64 * MIB;
/** Default byte limit of a buffer that drops its oldest messages. */
export const MAX_KEPT_BYTES: number = 32 * MIB;

/** Returns the size of a body in bytes; throws a `ValidationError` if it exceeds the limit. */
export function checkSize(body: Body, maxPayloadBytes: number): number {
  const bytes = sizeOf(body);
  if (bytes <= maxPayloadBytes) {
    return bytes;
  }
  throw new ValidationError(`A body of ${bytes} bytes`, [
    {
      path: "",
      keyword: "maxPayloadBytes",
      message: `must be at most ${maxPayloadBytes} bytes; to permit more, set \`maxPayloadBytes\``,
      expected: `at most ${maxPayloadBytes} bytes`,
      received: undefined,
    },
  ]);
}

/** How much may be pending at a time. `what` names the pending things, e.g. `requests`. */
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
    onFull: () => queueFull(`${max} ${what} are already pending`, "maxPending"),
    onTooLarge: () =>
      queueFull(
        `The pending ${what} would take more than ${maxBytes} bytes`,
        "maxPendingBytes",
      ),
  };
}

function queueFull(reason: string, option: string): QueueFullError {
  return new QueueFullError(
    `${reason}. Wait until some of them have settled, or set a larger \`${option}\``,
  );
}
