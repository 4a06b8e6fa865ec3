/** What callers can say about a mock server. */
import type { BehaviourFactory } from "./behaviour.js";
import type { ApiDescriptor } from "../descriptor.js";
import type { EverestOptions } from "./everest.js";
import type { ObservedMessage } from "../messages/observed-message.js";
import type { ConnectOptions } from "../options.js";
import type { VariableValues } from "../connection/server.js";

export interface MockOptions extends ConnectOptions {
  /** Sees every message, as it comes or goes. */
  readonly log?: ((message: ObservedMessage) => void) | undefined;
  /** How many messages `history` keeps, 0 for none; 1000. */
  readonly historyLimit?: number | undefined;
  /**
   * How many bytes of messages, as they went over the wire, `history` keeps; the latest message
   * stays whatever its size; 32 MiB.
   */
  readonly historyBytes?: number | undefined;
  /** Between two heartbeats; 0 for none. */
  readonly heartbeatMs?: number | undefined;
  /** What EVerest's modules do by themselves; `false` for nothing of it. */
  readonly everest?: EverestOptions | false | undefined;
  /** What the mock server is to do by itself beside that. */
  readonly behaviours?: readonly BehaviourFactory[] | undefined;
}

/** What to mock. */
export interface MockPlan {
  readonly api: ApiDescriptor;
  /** What to answer where no handler is set, by the name of the request. */
  readonly samples: Readonly<Record<string, unknown>>;
  /** Of the server, by the names of the document. */
  readonly variables: VariableValues;
}
