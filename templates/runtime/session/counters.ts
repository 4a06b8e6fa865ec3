/** Counts what happens to calls and messages. */

/** What a session counts. */
export interface Counts {
  droppedMessages: number;
  invalidMessages: number;
  lastMessageAt: number | undefined;
  receivedMessages: number;
  reconnects: number;
  timeouts: number;
}

/** Returns the counts of a new session. */
export function createCounts(): Counts {
  return {
    droppedMessages: 0,
    invalidMessages: 0,
    lastMessageAt: undefined,
    receivedMessages: 0,
    reconnects: 0,
    timeouts: 0,
  };
}

/** What has happened since a client was created. */
export interface Counters {
  /** Messages and replies that were dropped because their handler or the reader of their stream was too slow. */
  readonly droppedMessages: number;
  /**
   * Messages at reply topics that were not the reply to a pending request: late, repeated or foreign ones. APIs that
   * share a connection share this number.
   */
  readonly ignoredReplies: number;
  /** Messages, requests and replies that did not match the document. */
  readonly invalidMessages: number;
  /**
   * When the latest valid message, request or reply arrived that was not retained, in milliseconds since 1970;
   * `undefined` if there was none.
   */
  readonly lastMessageAt: number | undefined;
  /** Messages, requests and replies that wait for the connection or for the acknowledgement of the broker. */
  readonly queuedMessages: number;
  /** Messages, requests and replies that arrived, valid or not. Each handler of a message counts it. */
  readonly receivedMessages: number;
  /** How often the connection was lost and made again. */
  readonly reconnects: number;
  /** Messages, requests and replies that the broker has acknowledged, or, with QoS 0, that were written. */
  readonly sentMessages: number;
  /** Calls that have rejected with a `TimeoutError`. */
  readonly timeouts: number;
}
