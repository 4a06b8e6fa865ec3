/** Messages that wait for a slow handler. */
import { QueueFullError } from "../errors.js";
import { MAX_KEPT_BYTES } from "../limits.js";
import { ignore } from "../ignore.js";
import { wireSizeOf, type IncomingMessage } from "../messages/message.js";
import type { Acknowledge, HandlerOptions } from "../call-options.js";
import { BoundedQueue, type QueueBounds } from "./bounded-queue.js";
import type { Session } from "./session.js";
import type { Listening } from "./subscription.js";

const BUFFER_SIZE = 1024;

interface Limits extends QueueBounds {
  readonly concurrency: number;
}

/** Runs a handler for one message; resolves when the handler has finished. Never rejects. */
type Work = (message: IncomingMessage) => Promise<void> | undefined;

/** What a listener is created for. */
export interface Handling {
  readonly session: Session;
  /** The id of the operation. */
  readonly id: string;
  readonly options: HandlerOptions | undefined;
  readonly acknowledge: Acknowledge;
}

/** Returns the listener that runs a handler: at once, or, with `concurrency`, when the handler is free. */
export function listening(
  { session, id, options = {}, acknowledge }: Handling,
  work: Work,
): Pick<Listening, "listener" | "onClose"> {
  const {
    concurrency,
    bufferSize: items = BUFFER_SIZE,
    bufferBytes: bytes = MAX_KEPT_BYTES,
  } = options;
  const hold = holding(session, acknowledge);
  if (concurrency === undefined) {
    return {
      listener: (message) =>
        void run({ message, release: hold(message) }, work),
    };
  }
  const limits = { concurrency: Math.max(1, concurrency), items, bytes };
  const backlog = new Backlog(limits, work, (count, topic) => {
    session.counts.droppedMessages += count;
    session.report(overflow(id, topic));
  });
  return {
    listener: (message) => backlog.add({ message, release: hold(message) }),
    onClose: backlog.clear,
  };
}

/** A message, and what its acknowledgement waits for. */
interface Held {
  readonly message: IncomingMessage;
  /** Called when the handler has finished, or does not get the message. */
  readonly release: () => void;
}

/** Returns what keeps back the acknowledgement of a message. */
function holding(
  { connection }: Session,
  acknowledge: Acknowledge,
): (message: IncomingMessage) => () => void {
  if (acknowledge === "onReceipt") {
    return () => ignore;
  }
  const { hold } = connection.lateAcknowledgements;
  return ({ packet }) => hold(packet);
}

/** Runs a handler; returns its promise, if it has not finished yet. */
function run(
  { message, release }: Held,
  work: Work,
): Promise<void> | undefined {
  const result = work(message)?.then(release);
  if (result === undefined) {
    release();
  }
  return result;
}

/** Called when messages are dropped for one on the topic. */
type OnDropped = (count: number, topic: string) => void;

function overflow(id: string, topic: string): QueueFullError {
  return new QueueFullError(
    `The handler of ${id} is too slow, so its oldest messages were dropped for one on ${topic}. Make it faster, or set a larger \`concurrency\`, \`bufferSize\` or \`bufferBytes\``,
  );
}

/** Starts handlers in the order of the messages. If too many messages wait, drops the oldest. */
class Backlog {
  readonly #limits: Limits;
  readonly #work: Work;
  readonly #onDropped: OnDropped;
  readonly #waiting: BoundedQueue<Held>;
  #running = 0;

  /** `onDropped` is called each time that messages are dropped. */
  constructor(limits: Limits, work: Work, onDropped: OnDropped) {
    this.#limits = limits;
    this.#work = work;
    this.#onDropped = onDropped;
    this.#waiting = new BoundedQueue(limits, ({ release }) => release());
  }

  /** Starts the handler, or lets the message wait. */
  readonly add = (held: Held): void => {
    const dropped = this.#waiting.push(held, wireSizeOf(held.message));
    this.#start();
    if (dropped > 0) {
      this.#onDropped(dropped, held.message.topic);
    }
  };

  /** Drops the messages that wait. */
  readonly clear = (): void => {
    const waiting = this.#waiting.values;
    this.#waiting.clear();
    waiting.forEach(({ release }) => release());
  };

  #start(): void {
    while (this.#running < this.#limits.concurrency) {
      const held = this.#waiting.shift();
      if (held === undefined) {
        return;
      }
      const work = run(held, this.#work);
      if (work !== undefined) {
        this.#running += 1;
        void work.then(() => {
          this.#running -= 1;
          this.#start();
        });
      }
    }
  }
}
