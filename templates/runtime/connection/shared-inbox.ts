/**
 * Where a document has one topic for the replies to all requests, of all who ask: there only
 * correlation data (MQTT 5, section 4.10) tells whose a reply is.
 */
import type { ReplyInbox, Waiter } from "./inbox.js";
import type { IncomingMessage } from "../messages/message.js";
import { randomBytes } from "./random.js";
import type { Task } from "./tasks.js";

export class SharedInbox implements ReplyInbox {
  readonly filter: string;
  /** By correlation data, the oldest first. */
  readonly #waiting = new Map<string, Task<IncomingMessage>>();

  constructor(topic: string) {
    this.filter = topic;
  }

  reserve(): Waiter {
    return {
      replyTo: this.filter,
      correlationData: randomBytes(),
    };
  }

  expect(waiter: Waiter, task: Task<IncomingMessage>): void {
    this.#waiting.set(keyOf(waiter.correlationData), task);
  }

  forget(waiter: Waiter): void {
    this.#waiting.delete(keyOf(waiter.correlationData));
  }

  /**
   * A reply without correlation data is taken only where nothing else waits. What the broker had
   * stored is no answer to a question of now, and what wants a reply is itself a question.
   */
  readonly receive = (message: IncomingMessage): void => {
    const { retain, properties } = message.packet;
    const [only = "", ...others] = this.#waiting.keys();
    const key =
      properties?.correlationData === undefined
        ? only
        : keyOf(properties.correlationData);
    const isClear =
      properties?.correlationData !== undefined || others.length === 0;
    if (isClear && !retain && properties?.responseTopic === undefined) {
      this.#waiting.get(key)?.resolve(message);
    }
  };
}

function keyOf(correlationData: Uint8Array = new Uint8Array()): string {
  return correlationData.join();
}
