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
  /** Further behaviours, beside those of EVerest. A later one answers before an earlier one. */
  readonly behaviours?: readonly BehaviourFactory[] | undefined;
  /**
   * Returns the text of a reply as it is sent, e.g. with other white space. It gets the text that would be sent and
   * the name of the request in the generated code. Handlers, log and history have the payload, whatever its text.
   */
  readonly formatReply?:
    ((text: string, operation: string) => string) | undefined;
  /**
   * Called before the mock server starts, with what it is about to act on; returns what it acts on instead. Tools use
   * it, such as `startMock` of `asyncapi-bindgen/testing`.
   */
  readonly adapt?: ((plan: MockPlan) => AdaptedMock) | undefined;
}

/** What a mock server acts on after `adapt`. */
export interface AdaptedMock {
  /** The descriptor has the operations of that of the plan, by the same names. */
  readonly plan: MockPlan;
  /** Options that replace those of the mock server. */
  readonly options?:
    | Pick<
        MockOptions,
        "behaviours" | "everest" | "formatReply" | "heartbeatMs" | "qos"
      >
    | undefined;
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
