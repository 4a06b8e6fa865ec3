/** Options of mock servers. */
import type { BehaviourFactory } from "./behaviour.js";
import type { ApiDescriptor } from "../descriptor.js";
import type { EverestOptions } from "./everest.js";
import type { ObservedMessage } from "../messages/observed-message.js";
import type { ConnectOptions } from "../options.js";
import type { VariableValues } from "../connection/server.js";

/** Options of a mock server. */
export interface MockOptions extends ConnectOptions {
  /** Called with every message when it is received or sent. */
  readonly log?: ((message: ObservedMessage) => void) | undefined;
  /**
   * How many messages `history` keeps; 0 keeps none.
   *
   * @default 1000
   */
  readonly historyLimit?: number | undefined;
  /**
   * How many bytes of messages `history` keeps, counted as on the wire. The latest message stays,
   * whatever its size.
   *
   * @default 33554432 (32 MiB)
   */
  readonly historyBytes?: number | undefined;
  /**
   * Time between two heartbeats in milliseconds; 0 switches them off.
   *
   * @default 1000
   */
  readonly heartbeatMs?: number | undefined;
  /**
   * Options of the EVerest behaviours; `false` switches them off.
   *
   * @default {}
   */
  readonly everest?: EverestOptions | false | undefined;
  /** Further behaviours, beside those of EVerest. */
  readonly behaviours?: readonly BehaviourFactory[] | undefined;
}

/** What to mock. */
export interface MockPlan {
  /** The descriptor of the API. */
  readonly api: ApiDescriptor;
  /** Replies to requests that have no handler, by the name of the request. */
  readonly samples: Readonly<Record<string, unknown>>;
  /** Values of the server variables, by their names in the document. */
  readonly variables: VariableValues;
}
