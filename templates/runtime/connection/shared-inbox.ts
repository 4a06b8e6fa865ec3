/**
 * The inbox of a document that has one topic for all replies to all clients. Replies are matched to
 * requests by correlation data (MQTT 5, section 4.10).
 */
import type { ReplyInbox, ReplyReceiver, Waiter } from "./inbox.js";
import type { IncomingMessage, Listener } from "../messages/message.js";
import { randomBytes } from "./random.js";
import { ignore } from "../ignore.js";

/** An inbox at a topic that all clients share. */
export class SharedInbox implements ReplyInbox {
  readonly filter: string;
  /** Pending requests by correlation data, oldest first. */
  readonly #waiting = new Map<string, ReplyReceiver>();

  readonly #onIgnored: Listener;

  /** `onIgnored` is called for each reply that is not for a pending request, such as one for another client. */
  constructor(topic: string, onIgnored: Listener = ignore) {
    this.filter = topic;
    this.#onIgnored = onIgnored;
  }

  /** Whether no request waits for a reply. */
  get isIdle(): boolean {
    return this.#waiting.size === 0;
  }

  reserve(): Waiter {
    return {
      replyTo: this.filter,
      correlationData: randomBytes(),
    };
  }

  expect(waiter: Waiter, receiver: ReplyReceiver): void {
    this.#waiting.set(keyOf(waiter.correlationData), receiver);
  }

  forget(waiter: Waiter): void {
    this.#waiting.delete(keyOf(waiter.correlationData));
  }

  /**
   * Resolves the request of a reply. A reply without correlation data counts only if a single request
   * is pending. Retained messages, and messages with a response topic, are not replies.
   */
  readonly receive = (message: IncomingMessage): void => {
    const { retain, properties } = message.packet;
    if (retain || properties?.responseTopic !== undefined) {
      return;
    }
    const receiver = this.#receiverOf(properties?.correlationData);
    if (receiver === undefined) {
      this.#onIgnored(message);
    } else {
      receiver.resolve(message);
    }
  };

  #receiverOf(correlationData?: Uint8Array): ReplyReceiver | undefined {
    if (correlationData !== undefined) {
      return this.#waiting.get(keyOf(correlationData));
    }
    const [only] = this.#waiting.values();
    return this.#waiting.size === 1 ? only : undefined;
  }
}

function keyOf(correlationData: Uint8Array = new Uint8Array()): string {
  return correlationData.join();
}
