/** Counts what happens to calls and messages. */

/** What a session counts. */
export interface Counts {
  droppedMessages: number;
  lastMessageAt: number | undefined;
  invalidMessages: number;
  timeouts: number;
}

/** Returns the counts of a new session. */
export function createCounts(): Counts {
  return {
    droppedMessages: 0,
    invalidMessages: 0,
    lastMessageAt: undefined,
    timeouts: 0,
  };
}

/** What has happened since a client was created. */
export interface Counters {
  /** Messages and replies that were dropped because their handler or the reader of their stream was too slow. */
  readonly droppedMessages: number;
  /**
   * Messages in the inbox that were not the reply to a pending request: late, repeated or foreign ones. APIs that
   * share a connection share this number.
   */
  readonly ignoredReplies: number;
  /** Messages, requests and replies that did not match the document. */
  readonly invalidMessages: number;
  /** When the latest valid message arrived, in milliseconds since 1970; `undefined` if there was none. */
  readonly lastMessageAt: number | undefined;
  /** Calls that have rejected with a `TimeoutError`. */
  readonly timeouts: number;
}
