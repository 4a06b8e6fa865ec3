/** What callers can say: about a connection, and about a single call. */
import type { IClientOptions, MqttClient } from "mqtt";
import type { QoS } from "./descriptor.js";
import type { ValidationError } from "./errors.js";

/** User properties (MQTT 5, section 3.3.2.3.7); a name that occurs twice has a list. */
export type Headers = Readonly<Record<string, string | readonly string[]>>;

/** What is known of a message beside its payload. */
export interface MessageContext<Parameters extends object = object> {
  readonly topic: string;
  /** The channel's parameters as the topic holds them, by the names of the document. */
  readonly parameters: Parameters;
  /** Empty with MQTT 3.1.1, which has none. */
  readonly headers: Headers;
  readonly qos: QoS;
  /** Whether the broker had stored it before this subscription began. */
  readonly retain: boolean;
}

/** Of an operation without payload, `payload` is undefined. */
export type Handler<Payload, Parameters extends object = object> = (
  payload: Payload,
  context: MessageContext<Parameters>,
) => void | Promise<void>;

/** Where it throws, no reply is sent, and `onError` hears of it. */
export type RequestHandler<
  Payload,
  Reply,
  Parameters extends object = object,
> = (
  payload: Payload,
  context: MessageContext<Parameters>,
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
}

export interface PublishOptions {
  readonly qos?: QoS | undefined;
  readonly retain?: boolean | undefined;
  /** User properties; they need MQTT 5. */
  readonly headers?: Headers | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for the broker's acknowledgement; by default as long as it takes. */
  readonly timeoutMs?: number | undefined;
}

export interface RequestOptions extends PublishOptions {
  /** How long to wait for the reply; by default what the connection was made with. */
  readonly timeoutMs?: number | undefined;
}

/** The channel parameters of a call, by the names of the document. */
export interface WithParameters {
  readonly parameters?: object | undefined;
}
