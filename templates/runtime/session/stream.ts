/** Streams of messages for `for await`, with a bounded buffer for slow readers. */
import { bufferOf, type BoundedQueue } from "./bounded-queue.js";
import type { MessageOperation } from "../descriptor.js";
import { QueueFullError } from "../errors.js";
import { MAX_KEPT_BYTES } from "../limits.js";
import { receive } from "./receive.js";
import { wireSizeOf } from "../messages/message.js";
import type { StreamOptions, WithParameters } from "../call-options.js";
import type {
  MessageContext,
  MessageStream,
  ReceivedMessage,
} from "../received.js";
import type { Session } from "./session.js";
import { subscribeTo, type Subscription } from "./subscription.js";

const BUFFER_SIZE = 1024;

/**
 * Returns the messages of an operation as a stream. It subscribes when iteration begins and unsubscribes
 * when it ends: by `break`, when the signal is aborted, or when the client is closed. If the reader is
 * too slow, the oldest messages are dropped, and `onError` receives one `QueueFullError` for each overflow.
 */
export function streamOf<T, P extends object, H>(
  session: Session,
  operation: MessageOperation<T, H>,
  options: (StreamOptions & WithParameters) | undefined,
): MessageStream<T, P, H> {
  const payloads = iterate<T, T, P, H>(session, operation, {
    options,
    valueOf: (payload) => payload,
  });
  return {
    ...payloads,
    withContext: () =>
      iterate<ReceivedMessage<T, P, H>, T, P, H>(session, operation, {
        options,
        valueOf: (payload, context) => ({ ...context, payload }),
      }),
  };
}

interface Iteration<Value, T, P extends object, H> {
  readonly options: (StreamOptions & WithParameters) | undefined;
  /** Returns what the reader gets of a message. */
  readonly valueOf: (payload: T, context: MessageContext<P, H>) => Value;
}

function iterate<Value, T, P extends object, H>(
  session: Session,
  operation: MessageOperation<T, H>,
  { options, valueOf }: Iteration<Value, T, P, H>,
): AsyncIterable<Value> {
  const { bufferSize = BUFFER_SIZE, bufferBytes = MAX_KEPT_BYTES } =
    options ?? {};
  return {
    [Symbol.asyncIterator]: () => {
      const buffer = new MessageBuffer<Value>(
        bufferOf(session, {
          bounds: { items: Math.max(1, bufferSize), bytes: bufferBytes },
          overflow: () => overflow(operation.id),
        }),
        options?.signal,
      );
      buffer.attach(
        subscribeTo(session, operation, {
          listener: (message) => {
            void receive<T, P, H>(
              { session, operation, message },
              (payload, context) =>
                buffer.push(valueOf(payload, context), wireSizeOf(message)),
            );
          },
          options,
          onClose: () => buffer.end(),
          onFailed: (error) => buffer.fail(error),
        }),
      );
      return buffer;
    },
  };
}

function overflow(id: string): QueueFullError {
  return new QueueFullError(
    `The stream of ${id} dropped its oldest messages, because its reader is too slow. Read faster, or set a larger \`bufferSize\` or \`bufferBytes\``,
  );
}

interface Reader<T> {
  readonly resolve: (result: IteratorResult<T, undefined>) => void;
  readonly reject: (reason: unknown) => void;
}

class MessageBuffer<T> implements AsyncIterator<T, undefined> {
  readonly #results: BoundedQueue<IteratorYieldResult<T>>;
  readonly #signal: AbortSignal | undefined;
  readonly #readers: Reader<T>[] = [];
  #source: Promise<Subscription> | undefined;
  #failure: { readonly reason: unknown } | undefined;
  #hasEnded = false;

  constructor(
    results: BoundedQueue<IteratorYieldResult<T>>,
    signal: AbortSignal | undefined,
  ) {
    this.#results = results;
    this.#signal = signal;
  }

  /** Sets the subscription. */
  attach(source: Promise<Subscription>): void {
    this.#source = source;
    source.catch((reason: unknown) => this.fail(reason));
  }

  /** Passes a message to a waiting reader, or stores it. */
  push(value: T, bytes: number): void {
    const result = { done: false, value } as const;
    const reader = this.#readers.shift();
    if (reader !== undefined) {
      reader.resolve(result);
    } else if (!this.#hasEnded) {
      this.#results.push(result, bytes);
    }
  }

  /** Rejects the next read, and ends the stream, unless it has ended. An abort only ends it. */
  fail(reason: unknown): void {
    if (!this.#hasEnded && this.#signal?.aborted !== true) {
      const reader = this.#readers.shift();
      if (reader === undefined) {
        this.#failure = { reason };
      } else {
        reader.reject(reason);
      }
    }
    this.end();
  }

  /** Ends the stream. Buffered messages can still be read. */
  end(): void {
    this.#hasEnded = true;
    for (const reader of this.#readers.splice(0)) {
      reader.resolve({ done: true, value: undefined });
    }
  }

  /** Resolves with the next message. */
  next(): Promise<IteratorResult<T, undefined>> {
    const result = this.#results.shift();
    if (result !== undefined) {
      return Promise.resolve(result);
    }
    if (this.#failure !== undefined) {
      const { reason } = this.#failure;
      this.#failure = undefined;
      return Promise.reject(reason);
    }
    if (this.#hasEnded) {
      return Promise.resolve({ done: true, value: undefined });
    }
    return new Promise((resolve, reject) => {
      this.#readers.push({ resolve, reject });
    });
  }

  /** Unsubscribes. `break` and `return` in a `for await` loop call this method. */
  async return(): Promise<IteratorResult<T, undefined>> {
    this.#results.clear();
    this.end();
    const subscription = await this.#source?.catch(() => undefined);
    await subscription?.close();
    return { done: true, value: undefined };
  }
}
