/** Options of connections. */
import type { IClientOptions, MqttClient } from "mqtt";
import type { BackoffOptions } from "./connection/backoff.js";
import type { CredentialsSource } from "./connection/credentials.js";
import type { Acknowledge } from "./call-options.js";
import type { QoS } from "./descriptor.js";
import type { IncomingMode, QuirkOptions } from "./quirk.js";
import type { ConnectionError } from "./errors.js";
import type { Logger } from "./logger.js";
import type { RejectedMessage } from "./received.js";
import type { Telemetry } from "./telemetry.js";
import type { ValidationError } from "./validation/validation-error.js";
import type { ConnectionState } from "./connection/line-state.js";

/** Options of the `mqtt` package, except those that `reconnect` replaces. */
export type MqttOptions = Omit<
  IClientOptions,
  | "manualConnect"
  | "reconnectOnConnackError"
  | "reconnectPeriod"
  | "resubscribe"
>;

/** Options of a connection: how to reach the broker, and defaults for all calls. */
export interface ConnectOptions {
  /**
   * URL of the broker, e.g. `mqtt://localhost:1883`; also `mqtts://`, `ws://` and `wss://`.
   *
   * @default the server of the document
   */
  readonly url?: string | undefined;
  /** Options of the `mqtt` package: credentials, TLS, last will, `protocolVersion`. */
  readonly mqtt?: MqttOptions | undefined;
  /**
   * A connected client of the `mqtt` package to use instead of a new one. `close()` leaves it open. It keeps its own
   * options: `mqtt`, `reconnect` and `credentials` have no effect.
   */
  readonly client?: MqttClient | undefined;
  /**
   * Name of the server in the document.
   *
   * @default the first server
   */
  readonly server?: string | undefined;
  /**
   * Quality of service of calls for which neither the call nor the document sets one.
   *
   * @default 1
   */
  readonly qos?: QoS | undefined;
  /**
   * When messages for handlers are acknowledged: see `HandlerOptions`. Streams, requests and replies are always
   * acknowledged on receipt.
   *
   * @default "onReceipt"
   */
  readonly acknowledge?: Acknowledge | undefined;
  /**
   * How long a request waits for its reply, in milliseconds.
   *
   * @default 5000
   */
  readonly timeoutMs?: number | undefined;
  /**
   * How long `connect` or `start` waits for the broker, in milliseconds.
   *
   * @default 10000
   */
  readonly connectTimeoutMs?: number | undefined;
  /**
   * Delays between attempts to reconnect; `false` for no attempt. Each delay is random between 0 and a limit that
   * doubles with each attempt.
   *
   * @default { baseDelayMs: 1000, maxDelayMs: 30000 }
   */
  readonly reconnect?: BackoffOptions | false | undefined;
  /**
   * Asked for user name and password before each attempt to connect. They replace those of `url` and `mqtt`.
   *
   * @example
   * credentials: async () => ({ username: "station", password: await fetchToken() })
   */
  readonly credentials?: CredentialsSource | undefined;
  /**
   * Called when the state of the connection has changed, also for the first connection and after `close()`. `reason`
   * says why the connection was lost.
   */
  readonly onStateChange?:
    ((state: ConnectionState, reason?: ConnectionError) => void) | undefined;
  /**
   * Largest size of a message body in bytes. Larger messages are neither parsed nor sent.
   *
   * @default 16777216 (16 MiB)
   */
  readonly maxPayloadBytes?: number | undefined;
  /**
   * How many calls may be pending. The limit holds separately for requests that wait for their reply,
   * for messages that the broker has not acknowledged, and for incoming requests whose handler runs.
   *
   * @default 10000
   */
  readonly maxPending?: number | undefined;
  /**
   * How many bytes each of the three groups of `maxPending` may hold in total; a single message may
   * be larger. It also limits the messages with QoS 2 that the broker has sent and not yet released.
   *
   * @default 67108864 (64 MiB)
   */
  readonly maxPendingBytes?: number | undefined;
  /** What happens to messages that are sent while the connection is down. */
  readonly offlineQueue?: OfflineQueueOptions | undefined;
  /**
   * Topic below which replies arrive.
   *
   * @default `reply`, below the topic levels that all channels this side receives on have in common
   */
  readonly replyTopic?: string | undefined;
  /**
   * Put before every topic on the wire, exactly as it is, e.g. `site-7/`: EVerest's `mqtt_external_prefix`. Reply topics
   * have it on the wire, but not in `headers.replyTo`. Handlers see topics without it. Wills in `mqtt` do not get it.
   *
   * @default ""
   */
  readonly topicPrefix?: string | undefined;
  /**
   * How incoming messages are validated: `tolerant` accepts known deviations (see `quirks`), `strict` none, and `off`
   * does not validate. Outgoing messages always have to match the document.
   *
   * @default "tolerant"
   */
  readonly incoming?: IncomingMode | undefined;
  /**
   * Which deviations from the document `incoming: "tolerant"` accepts. By default those of the API, `extra-fields`, and
   * for clients also `raw-text`.
   *
   * @example
   * quirks: { off: ["raw-text"] }
   */
  readonly quirks?: QuirkOptions | undefined;
  /**
   * The group of all subscriptions for which the call sets none: of all clients that subscribe with the same group,
   * each message reaches one. It needs MQTT 5. Replies to requests are never shared.
   *
   * @default none
   */
  readonly sharedSubscription?: string | undefined;
  /**
   * Called with each incoming message that is refused because it does not match the document, in its content or in a
   * parameter of its topic.
   *
   * @default onError
   */
  readonly onInvalidMessage?:
    ((error: ValidationError, message: RejectedMessage) => void) | undefined;
  /**
   * Called with errors that have no caller, e.g. of handlers and of the connection.
   *
   * @default console.error
   */
  readonly onError?: ((error: unknown) => void) | undefined;
  /**
   * Receives what happens: connections, subscriptions, calls that fail, messages that are dropped. Lines have topics
   * and reasons, but neither payloads nor headers nor credentials.
   *
   * @default none
   * @example
   * logger: console
   */
  readonly logger?: Logger | undefined;
  /**
   * Creates spans of OpenTelemetry for messages that are sent and handled.
   *
   * @default none
   * @example
   * telemetry: { tracer: trace.getTracer("station"), trace, context, propagator: propagation }
   */
  readonly telemetry?: Telemetry | undefined;
}

/**
 * What happens to messages that are sent while the connection is down. They wait for it, within `maxPending` and
 * `maxPendingBytes`. A message whose call has rejected is not sent later.
 */
export interface OfflineQueueOptions {
  /**
   * Whether messages with QoS 0 wait, too. Otherwise, their calls reject with a `PublishError`.
   *
   * @default false
   */
  readonly qos0?: boolean | undefined;
  /**
   * Beyond the limits, either the new call or that of the oldest message that waits rejects with a
   * `QueueFullError`.
   *
   * @default "reject"
   */
  readonly whenFull?: "reject" | "drop-oldest" | undefined;
}
