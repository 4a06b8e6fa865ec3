/**
 * Where a document has one topic for the replies to all requests, of all who ask: there only
 * correlation data (MQTT 5, section 4.10) tells whose a reply is.
 */
import type { ReplyInbox, Waiter } from "./inbox.js";
import type { IncomingMessage } from "./message.js";
import { randomHex } from "./random.js";
import type { Task } from "./tasks.js";

const CORRELATION_BYTES = 16;

export class SharedInbox implements ReplyInbox {
  readonly filter: string;
  /** By correlation data, the oldest first. */
  readonly #waiting = new Map<string, Task<IncomingMessage>>();

  constructor(topic: string) {
    this.filter = topic;
  }

  reserve(): Waiter {
    const correlationData = new TextEncoder().encode(
      randomHex(CORRELATION_BYTES * 2),
    );
    return { replyTo: this.filter, correlationData };
  }

  expect(waiter: Waiter, task: Task<IncomingMessage>): void {
    this.#waiting.set(keyOf(waiter.correlationData), task);
  }

  forget(waiter: Waiter): void {
    this.#waiting.delete(keyOf(waiter.correlationData));
  }

  /**
   * A responder that sends no correlation data answers in order, as far as one can tell. What the
   * broker had stored is no answer to a question of now.
   */
  readonly receive = (message: IncomingMessage): void => {
    const { retain, properties } = message.packet;
    const [oldest = ""] = this.#waiting.keys();
    const key =
      properties?.correlationData === undefined
        ? oldest
        : keyOf(properties.correlationData);
    if (!retain) {
      this.#waiting.get(key)?.resolve(message);
    }
  };
}

function keyOf(correlationData: Uint8Array = new Uint8Array()): string {
  return correlationData.join();
}
