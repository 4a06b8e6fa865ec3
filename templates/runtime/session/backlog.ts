/** Messages that wait for a slow handler. */
import { QueueFullError } from "../errors.js";
import { MAX_KEPT_BYTES } from "../limits.js";
import { ignore } from "../ignore.js";
import { wireSizeOf, type IncomingMessage } from "../messages/message.js";
import type { Acknowledge, HandlerOptions } from "../call-options.js";
import { bufferOf, type BoundedQueue } from "./bounded-queue.js";
import type { Session } from "./session.js";
import type { Listening } from "./subscription.js";

const BUFFER_SIZE = 1024;

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
  const waiting = bufferOf<Held>(session, {
    bounds: { items, bytes },
    overflow: ({ message }) => overflow(id, message.topic),
    onDropped: ({ release }) => release(),
  });
  const backlog = new Backlog(waiting, Math.max(1, concurrency), work);
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

function overflow(id: string, topic: string): QueueFullError {
  return new QueueFullError(
    `The handler of ${id} is too slow, so its oldest messages are dropped, the first one on ${topic}. Make it faster, or set a larger \`concurrency\`, \`bufferSize\` or \`bufferBytes\``,
  );
}

/** Starts handlers in the order of the messages, so many at a time. */
class Backlog {
  readonly #waiting: BoundedQueue<Held>;
  readonly #concurrency: number;
  readonly #work: Work;
  #running = 0;

  constructor(waiting: BoundedQueue<Held>, concurrency: number, work: Work) {
    this.#waiting = waiting;
    this.#concurrency = concurrency;
    this.#work = work;
  }

  /** Starts the handler, or lets the message wait. While a handler is free, no other message waits. */
  readonly add = (held: Held): void => {
    if (this.#running < this.#concurrency) {
      this.#run(held);
    } else {
      this.#waiting.push(held, wireSizeOf(held.message));
    }
  };

  /** Drops the messages that wait. */
  readonly clear = (): void => {
    const { values } = this.#waiting;
    this.#waiting.clear();
    values.forEach(({ release }) => release());
  };

  #run(held: Held): void {
    this.#running += 1;
    const work = run(held, this.#work);
    if (work === undefined) {
      this.#running -= 1;
    } else {
      void work.then(() => {
        this.#running -= 1;
        this.#start();
      });
    }
  }

  #start(): void {
    while (this.#running < this.#concurrency) {
      const held = this.#waiting.shift();
      if (held === undefined) {
        return;
      }
      this.#run(held);
    }
  }
}
