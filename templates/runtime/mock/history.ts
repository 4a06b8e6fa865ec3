/** What a mock server saw and sent. */
import { BoundedQueue } from "../session/bounded-queue.js";
import { MAX_KEPT_BYTES } from "../limits.js";
import type { MockOptions } from "./mock-options.js";
import type { ObservedMessage } from "../messages/observed-message.js";

const HISTORY_LIMIT = 1000;

/** How much of it is kept. */
export type HistoryOptions = Pick<MockOptions, "historyLimit" | "historyBytes">;

/** Oldest first; of a long run, the latest part. */
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

  get messages(): readonly ObservedMessage[] {
    return this.#messages.values;
  }

  /** `bytes` is what the message took on the wire. */
  add(message: ObservedMessage, bytes: number): void {
    this.#messages.push(message, bytes);
  }

  clear(): void {
    this.#messages.clear();
  }
}
