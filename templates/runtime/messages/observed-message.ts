/** Messages as the history and the log of a mock server show them. */

/** A message that a mock server received or sent. */
export interface ObservedMessage {
  /** Whether the mock server received or sent it. */
  readonly direction: "received" | "sent";
  /** Whether it is a request, a reply, or a message without a reply. */
  readonly kind: "message" | "request" | "reply";
  /** The operation's name in the generated code, e.g. `enableDisable`. */
  readonly operation: string;
  /** The topic that it was published on. */
  readonly topic: string;
  /** The payload without its envelope; `undefined` if there is none or the message is not valid. */
  readonly payload: unknown;
  /** Why a message was not delivered to a handler, or why no reply was sent. */
  readonly error?: unknown;
}
