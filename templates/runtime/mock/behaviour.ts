/** Behaviours: what a mock server does without being called, e.g. sending heartbeats. */
import type { WithParameters } from "../call-options.js";
import type { ApiDescriptor } from "../descriptor.js";
import type { ObservedMessage } from "../messages/observed-message.js";

/** The mock server as a behaviour sees it. */
export interface BehaviourHost {
  /** The descriptor of the API that is mocked. */
  readonly api: ApiDescriptor;
  /** Whether the mock server is connected to the broker. */
  isConnected(): boolean;
  /**
   * Sends a message of a `subscribe` operation; `operation` is its name in the generated code. `parameters` are
   * those of the channel.
   */
  send(
    operation: string,
    payload: unknown,
    options?: WithParameters,
  ): Promise<void>;
  /** Sends a request of a `respond` operation; resolves with the payload of the reply. */
  request(
    operation: string,
    payload: unknown,
    options?: { readonly timeoutMs?: number | undefined },
  ): Promise<unknown>;
  /** Passes an error to `onError`. */
  report(error: unknown): void;
}

/** A reply of a behaviour, wrapped in an object because any value may be a reply. */
export interface Answer {
  /** The payload of the reply, or a promise of it. */
  readonly value: unknown;
  /** Payloads of further replies to the same request, for peers that reply several times. */
  readonly further?: readonly unknown[] | undefined;
}

/** The request that a behaviour may answer. */
export interface AskedRequest {
  /** The topic of the request. */
  readonly topic: string;
}

/** What a mock server does without being called. Every method is optional. */
export interface Behaviour {
  /** Called when the mock server has subscribed to all its topics. */
  started?(): void;
  /** Called with every message that the mock server receives or sends. */
  observed?(message: ObservedMessage): void;
  /**
   * Returns the reply to a request without a handler; `undefined` leaves the reply to the sample. If it throws, no
   * reply is sent, and the error is reported.
   */
  answer?(
    operation: string,
    payload: unknown,
    request: AskedRequest,
  ): Answer | undefined;
  /** Called by `reset()` of the mock server: forget what was observed. */
  reset?(): void;
  /** Called when the mock server is closed. */
  stopped?(): void;
}

/** Creates a behaviour for a mock server, e.g. after looking up operations in its API. */
export type BehaviourFactory = (host: BehaviourHost) => Behaviour;
