/** The states of a connection. */
import type { ConnectionError } from "../errors.js";

/** The state of a connection; `failed` if the client does not reconnect any more. */
export type LineState = "connected" | "reconnecting" | "failed";

/**
 * The state of a client or mock server. `reconnecting`: the connection was lost, and the client tries to connect.
 * `failed`: it does not try any more. `closed`: `close()` was called.
 */
export type ConnectionState = LineState | "closed";

/** Is told what happens to a connection. */
export interface LineObserver {
  /** Called when the state has changed; `reason` says why the connection was lost. */
  changed(state: LineState, reason?: ConnectionError): void;
  /** Called with errors that no call waits for. */
  report(error: unknown): void;
  /** Called with what else happens, in words, for a log. */
  note(text: string): void;
}
