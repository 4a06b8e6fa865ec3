/** What callers can say: about a connection, and about a single call. */
import type { IClientOptions, MqttClient } from "mqtt";
import type { QoS } from "./descriptor.js";
import type { ValidationError } from "./errors.js";
import type { Headers } from "./messages/headers.js";

/** What is known of a message beside its payload. */
export interface MessageContext<
  Parameters extends object = object,
  MessageHeaders = Headers,
> {
  readonly topic: string;
  /** Which of the operation's messages it is, by its name in the generated code. */
  readonly message: string;
  /** The channel's parameters as the topic holds them, by the names of the document. */
  readonly parameters: Parameters;
  /** User properties; empty with MQTT 3.1.1, which has none. */
  readonly headers: MessageHeaders;
  readonly qos: QoS;
  /** Whether the broker had stored it before this subscription began. */
  readonly retain: boolean;
}

/** Of an operation without payload, `payload` is undefined. */
export type Handler<
  Payload,
  Parameters extends object = object,
  MessageHeaders = Headers,
> = (
  payload: Payload,
  context: MessageContext<Parameters, MessageHeaders>,
) => void | Promise<void>;

/** A handler for each message of an operation, by name; a message without one is passed over. */
export type HandlersByMessage<
  Payload,
  Parameters extends object = object,
  MessageHeaders = Headers,
> = Readonly<
  Record<
    string,
    HandlerMethod<Payload, Parameters, MessageHeaders>["handle"] | undefined
  >
>;

/** As a method, so that a handler of one message fits in among those of all. */
interface HandlerMethod<Payload, Parameters extends object, MessageHeaders> {
  handle(
    payload: Payload,
    context: MessageContext<Parameters, MessageHeaders>,
  ): void | Promise<void>;
}

/** Where it throws, no reply is sent, and `onError` hears of it. */
export type RequestHandler<
  Payload,
  Reply,
  Parameters extends object = object,
  MessageHeaders = Headers,
> = (
  payload: Payload,
  context: MessageContext<Parameters, MessageHeaders>,
) => Reply | Promise<Reply>;

/** A message that could not be delivered, as it came. */
export interface RejectedMessage {
  readonly topic: string;
  readonly body: Uint8Array;
}

/** How to reach the broker, and what holds for all calls. */
export interface ConnectOptions {
  /** e.g. `mqtt://localhost:1883`, `mqtts://`, `ws://`, `wss://`; by default the document's server. */
  readonly url?: string | undefined;
  /** Options of the `mqtt` package: credentials, TLS, last will, `protocolVersion`. */
  readonly mqtt?: IClientOptions | undefined;
  /** A client of the `mqtt` package to use instead, which `close()` leaves open. */
  readonly client?: MqttClient | undefined;
  /** Which server of the document; by default its first. */
  readonly server?: string | undefined;
  /** Where neither the document nor the call says anything; 1. */
  readonly qos?: QoS | undefined;
  /** How long requests wait for their reply; 5000. */
  readonly timeoutMs?: number | undefined;
  /** How long `connect` waits for the broker; 10000. */
  readonly connectTimeoutMs?: number | undefined;
  /** A larger message is refused before it is read, and before it is sent; 16 MiB. */
  readonly maxPayloadBytes?: number | undefined;
  /**
   * How many requests may wait for their reply, how many messages for the broker, and how many
   * requests that came for their handler; 10000.
   */
  readonly maxPending?: number | undefined;
  /**
   * How many bytes each of these may hold together; one message alone may be larger. It also bounds
   * the messages with QoS 2 that the broker has sent and not yet released; 64 MiB.
   */
  readonly maxPendingBytes?: number | undefined;
  /** The topic below which replies arrive; by default one below the document's receiving channels. */
  readonly replyTopic?: string | undefined;
  /** A message came that is not what the document says. By default `onError`. */
  readonly onInvalid?:
    ((error: ValidationError, message: RejectedMessage) => void) | undefined;
  /** Whatever has no caller to tell: handlers that throw, connection errors. By default the console. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

export interface SubscribeOptions {
  readonly qos?: QoS | undefined;
  /** Its abort ends the subscription. */
  readonly signal?: AbortSignal | undefined;
}

export interface StreamOptions extends SubscribeOptions {
  /** How many messages wait for a slow reader before the oldest are dropped; 1024. */
  readonly bufferSize?: number | undefined;
  /**
   * How many bytes of messages, as they went over the wire, wait before the oldest are dropped; the
   * latest message stays whatever its size; 32 MiB.
   */
  readonly bufferBytes?: number | undefined;
}

export interface PublishOptions<MessageHeaders extends object = Headers> {
  readonly qos?: QoS | undefined;
  readonly retain?: boolean | undefined;
  /** User properties; they need MQTT 5. */
  readonly headers?: MessageHeaders | undefined;
  /** Seconds that the broker keeps the message for those who are away; needs MQTT 5. */
  readonly messageExpiryInterval?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for the broker's acknowledgement; by default as long as it takes. */
  readonly timeoutMs?: number | undefined;
}

export interface RequestOptions<
  MessageHeaders extends object = Headers,
> extends PublishOptions<MessageHeaders> {
  /** How long to wait for the reply; by default what the connection was made with. */
  readonly timeoutMs?: number | undefined;
}

/** Of messages that are not valid without headers. */
export interface WithHeaders<MessageHeaders extends object> {
  readonly headers: MessageHeaders;
}

/** The channel parameters of a call, by the names of the document. */
export interface WithParameters {
  readonly parameters?: object | undefined;
}
