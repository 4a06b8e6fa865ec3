/** Where the replies to a connection's requests arrive. */
import type { IncomingMessage, Listener } from "../messages/message.js";
import { randomBytes, randomHex } from "./random.js";
import type { Task } from "./tasks.js";

/** A request that waits for its reply. */
export interface Waiter {
  readonly replyTo: string;
  /** MQTT 5, section 4.10: comes back with the reply. */
  readonly correlationData?: Uint8Array | undefined;
}

interface PendingRequest extends Waiter {
  readonly task: Task<IncomingMessage>;
}

export interface ReplyInbox {
  /** What to subscribe to. */
  readonly filter: string;
  readonly receive: Listener;
  /** A place for one reply; nothing arrives there before `expect`. */
  reserve(options: { isCorrelated: boolean }): Waiter;
  /** From now on, what arrives there settles the task. */
  expect(waiter: Waiter, task: Task<IncomingMessage>): void;
  forget(waiter: Waiter): void;
}

/**
 * One wildcard subscription, and below it a topic of its own for each request. So a reply finds its
 * request by topic alone, and one that nobody waits for, late or repeated, falls through.
 */
export class Inbox implements ReplyInbox {
  readonly filter: string;
  readonly #base: string;
  readonly #waiting = new Map<string, PendingRequest>();
  #count = 0;

  constructor(base: string) {
    this.#base = `${base}/${randomHex()}`;
    this.filter = `${this.#base}/+`;
  }

  reserve({ isCorrelated }: { isCorrelated: boolean }): Waiter {
    this.#count += 1;
    const replyTo = `${this.#base}/${this.#count}`;
    return isCorrelated
      ? { replyTo, correlationData: randomBytes() }
      : { replyTo };
  }

  expect(waiter: Waiter, task: Task<IncomingMessage>): void {
    this.#waiting.set(waiter.replyTo, { ...waiter, task });
  }

  forget(waiter: Waiter): void {
    this.#waiting.delete(waiter.replyTo);
  }

  /** The first reply wins; foreign correlation data is somebody else's. */
  readonly receive = (message: IncomingMessage): void => {
    const waiting = this.#waiting.get(message.topic);
    const correlation = message.packet.properties?.correlationData;
    if (waiting !== undefined && correlates(waiting, correlation)) {
      waiting.task.resolve(message);
    }
  };
}

/** The topic is proof enough where either side has no correlation data. */
function correlates(
  { correlationData }: Waiter,
  received: Uint8Array | undefined,
): boolean {
  return (
    correlationData === undefined ||
    received === undefined ||
    areEqual(received, correlationData)
  );
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
