/** What a mock server does by itself, beside what its test tells it to. */
import type { ApiDescriptor } from "../descriptor.js";
import type { ObservedMessage } from "../messages/observed-message.js";

/** What a behaviour sees of its mock server. */
export interface BehaviourHost {
  readonly api: ApiDescriptor;
  isConnected(): boolean;
  /** Publishes for a `subscribe` operation, by its name in the generated code. */
  send(operation: string, payload: unknown): Promise<void>;
  report(error: unknown): void;
}

/** A value to reply with; a reply may be any JSON value, so it is wrapped. */
export interface Answer {
  readonly value: unknown;
}

export interface Behaviour {
  /** The mock server listens to all its topics. */
  started?(): void;
  observed?(message: ObservedMessage): void;
  /** The reply where the test has set no handler; `undefined` leaves it to the sample. */
  answer?(operation: string): Answer | undefined;
  /** Back to how it was at the start. */
  reset?(): void;
  /** The mock server closes. */
  stopped?(): void;
}

/** Looks at the API, and says what it does there. */
export type BehaviourFactory = (host: BehaviourHost) => Behaviour;
