/** The base class of all generated mock servers. */
import type {
  PublishOperation,
  RequestOperation,
  RespondOperation,
  SubscribeOperation,
} from "../descriptor.js";
import type { AsyncClosable } from "../disposable.js";
import type { Headers } from "../messages/headers.js";
import type { MockEngine } from "./mock-engine.js";
import type { ObservedMessage } from "../messages/observed-message.js";
import type {
  PublishOptions,
  RequestOptions,
  WithParameters,
} from "../call-options.js";
import type {
  Handler,
  HandlersByMessage,
  RequestHandler,
} from "../received.js";
import type { ConnectionState } from "../connection/line-state.js";

/**
 * The base class of generated mock servers. Start a mock server with the static method `start` of its
 * class.
 *
 * @example
 * await using everest = await EvseManagerConsumerMockServer.start({ moduleId: "evse_1" });
 */
export abstract class ApiMockServer implements AsyncClosable {
  readonly #engine: MockEngine;

  protected constructor(engine: MockEngine) {
    this.#engine = engine;
  }

  /** The state of the connection to the broker. */
  get state(): ConnectionState {
    return this.#engine.state;
  }

  /** The latest messages received and sent, oldest first. */
  get history(): readonly ObservedMessage[] {
    return this.#engine.history;
  }

  /**
   * Forgets the history, all handlers and the values last sent, so that samples are the replies
   * again.
   */
  reset(): void {
    this.#engine.reset();
  }

  /**
   * Stops the mock server and disconnects. A `client` that was passed to `start` stays connected.
   * Further calls return the same promise.
   */
  close(): Promise<void> {
    return this.#engine.close();
  }

  /** Closes the mock server at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Sets the handler that answers a request of the client; it replaces an earlier one. */
  protected handle<Q, R, P extends object = object, H = Headers>(
    operation: RequestOperation<Q, R, H>,
    handler: RequestHandler<Q, R, P, H>,
  ): this {
    this.#engine.handle(operation, handler);
    return this;
  }

  /** Adds a handler for messages of the client. */
  protected on<T, P extends object = object, H = Headers>(
    operation: PublishOperation<T, H>,
    handler: Handler<T, P, H> | HandlersByMessage<T, P, H>,
  ): this {
    this.#engine.on(operation, handler);
    return this;
  }

  /** Sends a message to the client; resolves when the broker has acknowledged it. */
  protected send(
    operation: SubscribeOperation,
    payload: unknown,
    options?: PublishOptions<object> & WithParameters,
  ): Promise<void> {
    return this.#engine.send(operation, payload, options);
  }

  /** Sends a request to the client; resolves with the payload of the reply. */
  protected request<R>(
    operation: RespondOperation<unknown, R>,
    payload: unknown,
    options?: RequestOptions<object> & WithParameters,
  ): Promise<R> {
    return this.#engine.request(operation, payload, options);
  }
}
