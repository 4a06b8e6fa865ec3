import type { ObservedMessage } from '../../templates/runtime/index.js';

/** An event that a running mock server reports. */
export type MockEvent =
  | {
      readonly event: 'api';
      readonly api: string;
      /** The server variables and their values. */
      readonly variables: Readonly<Record<string, string>>;
    }
  | MessageEvent
  | UnusedEvent
  | NoteEvent
  | { readonly event: 'error'; readonly error: unknown };

/** A message that a mock server received or sent. */
export interface MessageEvent {
  readonly event: 'message';
  readonly api: string;
  /** The id of the operation in the document. */
  readonly id: string;
  readonly time: Date;
  readonly message: ObservedMessage;
}

/** Something else that happens, e.g. a step of a scenario. */
export interface NoteEvent {
  readonly event: 'note';
  readonly time: Date;
  readonly text: string;
  /** Whether something is wrong. */
  readonly isProblem: boolean;
}

/** A message on the broker that no mock server uses. */
export interface UnusedEvent {
  readonly event: 'unused';
  readonly time: Date;
  readonly topic: string;
  readonly payload: Uint8Array;
  /** Why it is not used. */
  readonly reason: string;
}
