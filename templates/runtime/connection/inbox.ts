/** The inbox of a connection, where the replies to its requests arrive. */
import type { RequestId } from "../descriptor.js";
import type { CorrelationId } from "../messages/correlation-id.js";
import type { IncomingMessage, Listener } from "../messages/message.js";
import { randomBytes, randomHex, RandomIds } from "./random.js";
import { ignore } from "../ignore.js";

/** Where the reply to a request arrives, and what it carries. */
export interface Waiter {
  /** The reply topic. */
  readonly replyTo: string;
  /** Correlation data, which the reply must carry as well (MQTT 5, section 4.10). */
  readonly correlationData?: Uint8Array | undefined;
  /** The correlation id at the place that the document declares, which the reply has as well. */
  readonly id?: CorrelationId | undefined;
}

/** What a request needs from its inbox. */
export interface Reservation {
  /** Whether it carries correlation data. */
  readonly isCorrelated: boolean;
  /** How it gets its correlation id, if the document declares one. */
  readonly requestId?: RequestId | undefined;
  /** The correlation id that the caller has set. */
  readonly id?: CorrelationId | undefined;
}

/** Receives the replies to one request. */
export interface ReplyReceiver {
  resolve(message: IncomingMessage): void;
}

/** A request that waits for replies. */
interface PendingRequest {
  readonly waiter: Waiter;
  /** Absent when the request has settled: an earlier table of the map may keep the entry for a while. */
  receiver: ReplyReceiver | undefined;
}

/** The topic below which replies arrive. */
export interface ReplyBase {
  readonly topic: string;
  /** Whether nobody has set it, so that replies may as well arrive in the inbox of another API on the connection. */
  readonly isDefault: boolean;
}

/** An inbox for replies. */
export interface ReplyInbox {
  /** The topic filter to subscribe to. */
  readonly filter: string;
  /** The listener of the subscription. */
  readonly receive: Listener;
  /** Reserves the reply topic of one request. Messages on it are ignored until `expect` is called. */
  reserve(options: Reservation): Waiter;
  /** From now on, the receiver gets the replies. */
  expect(waiter: Waiter, receiver: ReplyReceiver): void;
  /** Releases the reply topic; later messages on it are ignored. */
  forget(waiter: Waiter): void;
}

/**
 * An inbox with one wildcard subscription and a reply topic for each request. A reply is matched to
 * its request by topic. Nobody can guess the topic: who has seen one request cannot answer another.
 */
export class Inbox implements ReplyInbox {
  readonly filter: string;
  readonly #base: string;
  readonly #waiting = new Map<string, PendingRequest>();
  readonly #onIgnored: Listener;
  readonly #ids = new RandomIds();

  /**
   * `onIgnored` is called for each message that is not the reply to a pending request; `name` tells the inboxes at
   * this base apart.
   */
  constructor(
    base: string,
    onIgnored: Listener = ignore,
    name: string = randomHex(),
  ) {
    this.#onIgnored = onIgnored;
    this.#base = `${base}/${name}`;
    this.filter = `${this.#base}/+`;
  }

  reserve({ isCorrelated }: Reservation): Waiter {
    const replyTo = `${this.#base}/${this.#ids.next()}`;
    return isCorrelated
      ? { replyTo, correlationData: randomBytes() }
      : { replyTo };
  }

  expect(waiter: Waiter, receiver: ReplyReceiver): void {
    this.#waiting.set(waiter.replyTo, { waiter, receiver });
  }

  forget(waiter: Waiter): void {
    const pending = this.#waiting.get(waiter.replyTo);
    if (pending !== undefined) {
      pending.receiver = undefined;
      this.#waiting.delete(waiter.replyTo);
    }
  }

  /** Passes a reply on. Ignores late and repeated replies, and those with other correlation data. */
  readonly receive = (message: IncomingMessage): void => {
    const pending = this.#waiting.get(message.topic);
    const correlation = message.packet.properties?.correlationData;
    if (pending !== undefined && correlates(pending.waiter, correlation)) {
      pending.receiver?.resolve(message);
    } else {
      this.#onIgnored(message);
    }
  };
}

/**
 * Whether a reply has the correlation data of its request. If either has none, the topic suffices.
 */
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
