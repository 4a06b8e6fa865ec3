/** A message in the history of a mock. */
export interface HistoryEntry {
  /** When it was sent or received, by the clock of the mock. */
  readonly time: Date;
  readonly direction: 'received' | 'sent';
  /** Whether it is a request, a reply, a message without a reply, or one that no mock server uses. */
  readonly kind: 'message' | 'request' | 'reply' | 'unused';
  /** The name of the API, e.g. `evse-manager-consumer`; absent if no API has the topic. */
  readonly api?: string;
  /** The name of the operation in the generated code, e.g. `pauseCharging`. */
  readonly operation?: string;
  readonly topic: string;
  /** The payload without its envelope; of a message that is not used, the start of its text. */
  readonly payload: unknown;
  /** Why a message was dropped, or why no reply was sent. */
  readonly problem?: string;
  /** The error behind `problem`; a `ValidationError` lists what is wrong with a message. */
  readonly error?: unknown;
}
