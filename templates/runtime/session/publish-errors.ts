/** The errors of messages that the broker does not acknowledge. */
import type { Outgoing } from "../connection/outgoing.js";
import { TimeoutError } from "../errors.js";

/** Creates the error of the deadline of a message. */
export function acknowledgementMissing(
  { topic }: { readonly topic: string },
  timeoutMs: number,
  outgoing: Outgoing | undefined,
): TimeoutError {
  const delivery = outgoing?.delivery ?? "queued";
  return new TimeoutError({
    topic,
    timeoutMs,
    awaited: "the broker's acknowledgement",
    delivery,
    likelyCauses:
      delivery === "queued"
        ? [
            "the connection to the broker is down; the message was withdrawn and is not sent later",
            "earlier messages wait for their acknowledgement, and the broker does not accept more at a time",
          ]
        : [
            "the connection to the broker is broken, which is not noticed yet",
            "the broker is overloaded",
          ],
  });
}
