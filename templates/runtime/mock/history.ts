/** What a mock server saw and sent, oldest first; of a long run, the latest part. */
import type { ObservedMessage } from "../messages/observed-message.js";

export class History {
  readonly #limit: number;
  #messages: ObservedMessage[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get messages(): readonly ObservedMessage[] {
    return this.#messages.slice(-this.#limit);
  }

  /** Drops the oldest part only once in a while: that keeps adding cheap. */
  add(message: ObservedMessage): void {
    this.#messages.push(message);
    if (this.#messages.length > 2 * this.#limit) {
      this.#messages = this.#messages.slice(-this.#limit);
    }
  }

  clear(): void {
    this.#messages = [];
  }
}
