/** The base class of all generated clients. */
import type {
  PublishOperation,
  RequestOperation,
  RespondOperation,
  SubscribeOperation,
} from "../descriptor.js";
import type { AsyncClosable } from "../disposable.js";
import type { Headers } from "../messages/headers.js";
import type {
  HandlerOptions,
  PublishOptions,
  RepliesOptions,
  RequestOptions,
  StreamOptions,
  SubscribeOptions,
  WithParameters,
} from "../call-options.js";
import type {
  Handler,
  HandlersByMessage,
  MessageStream,
  RequestHandler,
} from "../received.js";
import { publishMessage } from "./publish.js";
import { requestAll } from "./request-all.js";
import { requestReply } from "./request.js";
import { respond } from "./respond.js";
import type { Counters } from "./counters.js";
import type { Session } from "./session.js";
import type { ConnectionState } from "../connection/line-state.js";
import { streamOf } from "./stream.js";
import { subscribeHandler } from "./registration.js";
import type { Subscription } from "./subscription.js";

/**
 * The base class of generated clients. Create a client with the static method `connect` of its class.
 *
 * @example
 * await using client = await EvseManagerConsumerClient.connect({ moduleId: "evse_1" });
 */
export abstract class ApiClient implements AsyncClosable {
  readonly #session: Session;

  protected constructor(session: Session) {
    this.#session = session;
  }

  /** The state of the connection to the broker. */
  get state(): ConnectionState {
    return this.#session.state;
  }

  /** What has happened so far: messages sent and received, calls that timed out, reconnects. */
  get counters(): Counters {
    const { counts, connection, outgoing } = this.#session;
    return {
      ...counts,
      ignoredReplies: connection.ignoredReplies,
      queuedMessages: outgoing.size,
      sentMessages: outgoing.sent,
    };
  }

  /**
   * Ends all subscriptions, rejects pending calls with a `ClosedError`, and disconnects. A `client`
   * that was passed to `connect` stays connected. Further calls return the same promise.
   */
  close(): Promise<void> {
    return this.#session.close();
  }

  /** Closes the client at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Validates and publishes a message; resolves when the broker has acknowledged it. */
  protected publish(
    operation: PublishOperation,
    payload: unknown,
    options?: PublishOptions<object> & WithParameters,
  ): Promise<void> {
    return this.#session.forCaller(operation, (session) =>
      publishMessage(session, operation, { payload, options }),
    );
  }

  /** Subscribes to an operation; resolves when the broker has granted the subscription. */
  protected subscribe<T, P extends object = object, H = Headers>(
    operation: SubscribeOperation<T, H>,
    handler: Handler<T, P, H> | HandlersByMessage<T, P, H>,
    options?: HandlerOptions & WithParameters,
  ): Promise<Subscription> {
    return this.#session.forCaller(operation, (session) =>
      subscribeHandler(session, operation, { handler, options }),
    );
  }

  /** Returns the messages of an operation as a stream; subscribes when iteration begins. */
  protected stream<T, P extends object = object, H = Headers>(
    operation: SubscribeOperation<T, H>,
    options?: StreamOptions & WithParameters,
  ): MessageStream<T, P, H> {
    return streamOf(this.#session, operation, options);
  }

  /** Sends a request; resolves with the payload of the reply. */
  protected request<R>(
    operation: RequestOperation<unknown, R>,
    payload: unknown,
    options?: RequestOptions<object> & WithParameters,
  ): Promise<R> {
    return this.#session.forCaller(operation, (session) =>
      requestReply(session, operation, { payload, options }),
    );
  }

  /** Sends a request when iteration begins; yields the payloads of all replies within the window. */
  protected requestAll<R>(
    operation: RequestOperation<unknown, R>,
    payload: unknown,
    options?: RepliesOptions<object> & WithParameters,
  ): AsyncIterable<R> {
    return requestAll(this.#session, operation, { payload, options });
  }

  /** Answers requests with the handler until the subscription is closed. */
  protected respond<Q, R, P extends object = object, H = Headers>(
    operation: RespondOperation<Q, R, H>,
    handler: RequestHandler<Q, R, P, H>,
    options?: SubscribeOptions & WithParameters,
  ): Promise<Subscription> {
    return this.#session.forCaller(operation, (session) =>
      respond(session, operation, { handler, options }),
    );
  }
}
