/** What goes over the wire, as somebody who watches a mock server sees it. */

export interface ObservedMessage {
  readonly direction: "received" | "sent";
  readonly kind: "message" | "request" | "reply";
  /** The operation's name in the generated code, e.g. `enableDisable`. */
  readonly operation: string;
  readonly topic: string;
  /** Without its envelope; `undefined` where there is none, or where it could not be read. */
  readonly payload: unknown;
  /** Why it was not delivered, or why no reply was sent. */
  readonly error?: unknown;
}
