/** Counts what happens to calls and messages. */

/** What a session counts. */
export interface Counts {
  invalidMessages: number;
  timeouts: number;
}

/** What has happened since a client was created. */
export interface Counters {
  /**
   * Messages in the inbox that were not the reply to a pending request: late, repeated or foreign ones. APIs that
   * share a connection share this number.
   */
  readonly ignoredReplies: number;
  /** Messages, requests and replies that did not match the document. */
  readonly invalidMessages: number;
  /** Calls that have rejected with a `TimeoutError`. */
  readonly timeouts: number;
}
