/** Options of single calls: of subscriptions, messages and requests. */
import type { QoS } from "./descriptor.js";
import type { Headers } from "./messages/headers.js";

/** Options of a subscription. */
export interface SubscribeOptions {
  /**
   * Quality of service.
   *
   * @default what the document sets, else what the connection sets
   */
  readonly qos?: QoS | undefined;
  /**
   * The group of a shared subscription: of all clients that subscribe with the same group, each message reaches one.
   * `false` for a subscription of its own. It needs MQTT 5, and gets no retained messages.
   *
   * @default what the connection sets
   */
  readonly sharedSubscription?: string | false | undefined;
  /** Ends the subscription when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /**
   * How long the broker may take to grant the subscription, in milliseconds.
   *
   * @default what the connection sets
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Called when the broker refuses to renew the subscription after a reconnect. The client tries again when it
   * connects the next time.
   *
   * @default what the connection sets
   */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** How many messages wait for a slow handler or reader. */
export interface BufferOptions {
  /**
   * How many messages are buffered before the oldest are dropped.
   *
   * @default 1024
   */
  readonly bufferSize?: number | undefined;
  /**
   * How many bytes of messages are buffered before the oldest are dropped, counted as on the wire.
   * The latest message stays, whatever its size.
   *
   * @default 33554432 (32 MiB)
   */
  readonly bufferBytes?: number | undefined;
}

/** Options of a stream of messages. */
export interface StreamOptions extends SubscribeOptions, BufferOptions {}

/** Options of a handler of messages. */
export interface HandlerOptions extends SubscribeOptions, BufferOptions {
  /**
   * How many messages the handler works on at a time; further ones wait for the promises that it returns. With 1,
   * messages are handled one after the other.
   *
   * @default no limit
   */
  readonly concurrency?: number | undefined;
  /**
   * When the client acknowledges messages to the broker. With `"afterHandler"`, a message whose handler has not finished
   * arrives again after a crash, provided that the session is persistent; the subscription has QoS 1.
   *
   * @default what the connection sets
   */
  readonly acknowledge?: Acknowledge | undefined;
}

/**
 * When a client acknowledges a message to the broker: when it arrives, or when the promise that the handler returns has
 * settled.
 */
export type Acknowledge = "onReceipt" | "afterHandler";

/** Options of a message that is sent. */
export interface PublishOptions<MessageHeaders extends object = Headers> {
  /**
   * Quality of service.
   *
   * @default what the document sets, else what the connection sets
   */
  readonly qos?: QoS | undefined;
  /**
   * Whether the broker retains the message for later subscribers.
   *
   * @default what the document sets, else false
   */
  readonly retain?: boolean | undefined;
  /** Headers of the message, sent as MQTT 5 user properties. */
  readonly headers?: MessageHeaders | undefined;
  /**
   * How long the broker keeps the message for offline subscribers, in seconds. Only MQTT 5 sends it.
   *
   * @default what the document sets
   */
  readonly messageExpiryInterval?: number | undefined;
  /** Rejects the call with the reason of the signal when the signal is aborted. */
  readonly signal?: AbortSignal | undefined;
  /**
   * How long to wait for the broker's acknowledgement, in milliseconds.
   *
   * @default no limit
   */
  readonly timeoutMs?: number | undefined;
}

/** Options of a request. */
export interface RequestOptions<
  MessageHeaders extends object = Headers,
> extends PublishOptions<MessageHeaders> {
  /**
   * How long to wait for the reply, in milliseconds.
   *
   * @default what the connection sets
   */
  readonly timeoutMs?: number | undefined;
  /**
   * What becomes of a request that was sent when the connection ends: it waits for its reply until its deadline, or
   * it rejects at once with a `ConnectionError`. The broker does not keep replies for a connection that has ended,
   * unless the session is persistent.
   *
   * @default "wait"
   */
  readonly whenDisconnected?: "wait" | "reject" | undefined;
}

/** Options of a request to which several peers reply. */
export interface RepliesOptions<
  MessageHeaders extends object = Headers,
> extends Omit<RequestOptions<MessageHeaders>, "timeoutMs"> {
  /**
   * How long replies are collected, in milliseconds from the start of the loop.
   *
   * @default what the connection sets as `timeoutMs`
   */
  readonly windowMs?: number | undefined;
}

/** Options of messages whose headers the document requires. */
export interface WithHeaders<MessageHeaders extends object> {
  /** Headers of the message, sent as MQTT 5 user properties. */
  readonly headers: MessageHeaders;
}

/** The channel parameters of a call. */
export interface WithParameters {
  /** Values of the parameters; their names are those of the document. */
  readonly parameters?: object | undefined;
}
