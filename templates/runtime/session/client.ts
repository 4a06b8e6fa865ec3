/** The base of all generated clients: what an API's client can do, for any operation. */
/// <reference lib="esnext.disposable" />
import type {
  PublishOperation,
  RequestOperation,
  RespondOperation,
  SubscribeOperation,
} from "../descriptor.js";
import type { Headers } from "../messages/headers.js";
import { listen, receive } from "./listen.js";
import type {
  Handler,
  HandlersByMessage,
  PublishOptions,
  RequestHandler,
  RequestOptions,
  StreamOptions,
  SubscribeOptions,
  WithParameters,
} from "../options.js";
import { publishMessage } from "./publish.js";
import { requestReply } from "./request.js";
import { respond } from "./respond.js";
import type { ConnectionState, Session } from "./session.js";
import { streamOf } from "./stream.js";
import type { Subscription } from "./subscription.js";

/** Generated clients are made by their static `connect`. */
export abstract class ApiClient implements AsyncDisposable {
  readonly #session: Session;

  protected constructor(session: Session) {
    this.#session = session;
  }

  /** Whether the broker can be reached at the moment. */
  get state(): ConnectionState {
    return this.#session.state;
  }

  /**
   * Ends all subscriptions, rejects what waits with a `ClosedError`, and disconnects, unless the
   * MQTT client was handed in. The second call does nothing.
   */
  close(): Promise<void> {
    return this.#session.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Resolves when the broker has acknowledged the message. */
  protected publish(
    operation: PublishOperation,
    payload: unknown,
    options?: PublishOptions<object> & WithParameters,
  ): Promise<void> {
    return publishMessage(this.#session, operation, { payload, options });
  }

  /** Resolves when the broker has granted the subscription. */
  protected subscribe<T, P extends object = object, H = Headers>(
    operation: SubscribeOperation<T, H>,
    handler: Handler<T, P, H> | HandlersByMessage<T, P, H>,
    options?: SubscribeOptions & WithParameters,
  ): Promise<Subscription> {
    const session = this.#session;
    return listen(session, operation, {
      listener: (message) => receive({ session, operation, message }, handler),
      options,
    });
  }

  /** Subscribes when iteration begins. */
  protected stream<T>(
    operation: SubscribeOperation<T>,
    options?: StreamOptions & WithParameters,
  ): AsyncIterable<T> {
    return streamOf(this.#session, operation, options);
  }

  /** Resolves with the reply. */
  protected request<R>(
    operation: RequestOperation<unknown, R>,
    payload: unknown,
    options?: RequestOptions<object> & WithParameters,
  ): Promise<R> {
    return requestReply(this.#session, operation, { payload, options });
  }

  /** Answers requests until the subscription is closed. */
  protected respond<Q, R, P extends object = object, H = Headers>(
    operation: RespondOperation<Q, R, H>,
    handler: RequestHandler<Q, R, P, H>,
    options?: SubscribeOptions & WithParameters,
  ): Promise<Subscription> {
    return respond(this.#session, operation, { handler, options });
  }
}
