/** The base of all generated mock servers. */
/// <reference lib="esnext.disposable" />
import type {
  PublishOperation,
  RequestOperation,
  RespondOperation,
  SubscribeOperation,
} from "../descriptor.js";
import type { Headers } from "../messages/headers.js";
import type { MockEngine } from "./mock-engine.js";
import type { ObservedMessage } from "../messages/observed-message.js";
import type {
  Handler,
  HandlersByMessage,
  PublishOptions,
  RequestHandler,
  RequestOptions,
  WithParameters,
} from "../options.js";
import type { ConnectionState } from "../session/session.js";

/** Generated mock servers are made by their static `start`. */
export abstract class ApiMockServer implements AsyncDisposable {
  readonly #engine: MockEngine;

  protected constructor(engine: MockEngine) {
    this.#engine = engine;
  }

  /** Whether the broker can be reached at the moment. */
  get state(): ConnectionState {
    return this.#engine.state;
  }

  /** What came and went, oldest first; of a long run the latest part. */
  get history(): readonly ObservedMessage[] {
    return this.#engine.history;
  }

  /** Back to the samples: forgets the history, all handlers, and the values last sent. */
  reset(): void {
    this.#engine.reset();
  }

  /** Stops answering, and disconnects, unless the MQTT client was handed in. */
  close(): Promise<void> {
    return this.#engine.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Answers requests from now on; without it the sample is the answer. */
  protected handle<Q, R, P extends object = object, H = Headers>(
    operation: RequestOperation<Q, R, H>,
    handler: RequestHandler<Q, R, P, H>,
  ): this {
    this.#engine.handle(operation, handler);
    return this;
  }

  /** Also tells `handler` of what the client publishes. */
  protected on<T, P extends object = object, H = Headers>(
    operation: PublishOperation<T, H>,
    handler: Handler<T, P, H> | HandlersByMessage<T, P, H>,
  ): this {
    this.#engine.on(operation, handler);
    return this;
  }

  /** Resolves when the broker has acknowledged the message. */
  protected send(
    operation: SubscribeOperation,
    payload: unknown,
    options?: PublishOptions<object> & WithParameters,
  ): Promise<void> {
    return this.#engine.send(operation, payload, options);
  }

  /** Resolves with the client's reply. */
  protected request<R>(
    operation: RespondOperation<unknown, R>,
    payload: unknown,
    options?: RequestOptions<object> & WithParameters,
  ): Promise<R> {
    return this.#engine.request(operation, payload, options);
  }
}
