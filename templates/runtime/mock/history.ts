/** The history of a mock server: the messages that it received and sent. */
import { BoundedQueue } from "../session/bounded-queue.js";
import { MAX_KEPT_BYTES } from "../limits.js";
import type { MockOptions } from "./mock-options.js";
import type { ObservedMessage } from "../messages/observed-message.js";

const HISTORY_LIMIT = 1000;

/** The limits of a history. */
export type HistoryOptions = Pick<MockOptions, "historyLimit" | "historyBytes">;

/** Keeps the latest messages, within the limits. */
export class History {
  readonly #messages: BoundedQueue<ObservedMessage>;

  constructor({
    historyLimit = HISTORY_LIMIT,
    historyBytes = MAX_KEPT_BYTES,
  }: HistoryOptions) {
    this.#messages = new BoundedQueue({
      items: historyLimit,
      bytes: historyBytes,
    });
  }

  /** The messages, oldest first. */
  get messages(): readonly ObservedMessage[] {
    return this.#messages.values;
  }

  /** Adds a message; `bytes` is its size on the wire. */
  add(message: ObservedMessage, bytes: number): void {
    this.#messages.push(message, bytes);
  }

  /** Removes all messages. */
  clear(): void {
    this.#messages.clear();
  }
}
