/**
 * Descriptors: what the runtime knows about an API. Each generated client has one
 * {@link ApiDescriptor}. The mock server uses the same descriptor with the directions swapped.
 */
import type { IncomingQuirk } from "./quirk.js";

/** An assertion: throws a `ValidationError` unless `value` is a `T`. */
export type Assert<T> = (value: unknown) => asserts value is T;

/** MQTT quality of service. */
export type QoS = 0 | 1 | 2;

/** How a payload is encoded. It follows from the content type of the message; JSON by default. */
export type Encoding = "json" | "text" | "binary";

/** A message body that contains the reply topic (`headers.replyTo`) beside the payload. */
export interface Envelope<T> {
  readonly headers?: unknown;
  readonly payload?: T;
}

/**
 * Where a request carries the topic of its reply: in the JSON body, as
 * `{ "headers": { "replyTo": … }, "payload": … }`, or in the MQTT 5 properties response topic and
 * correlation data.
 */
export type EnvelopeKind = "body" | "properties";

/** How MQTT 5 user properties, which are strings, map to the headers that the document describes. */
export interface HeadersDescriptor<H = unknown> {
  /** Validates the headers of a message. */
  readonly accept: Assert<H>;
  /** Names of the headers that are not strings; their values travel as JSON. */
  readonly json?: readonly string[];
}

/** One of the messages that an operation may carry. */
export interface MessageDescriptor<T = unknown, H = unknown> {
  /** Validates the whole body, including an envelope. Absent if the message is always empty. */
  readonly payload?: Assert<T>;
  /**
   * How the payload is encoded.
   *
   * @default "json"
   */
  readonly encoding?: Encoding;
  /** The MQTT 5 user properties; absent if the document does not describe headers. */
  readonly headers?: HeadersDescriptor<H>;
  /** The place of the correlation id; absent if replies are not matched by one. */
  readonly correlationId?: CorrelationLocation;
}

/** The place of the correlation id in a message. */
export interface CorrelationLocation {
  readonly part: "header" | "payload";
  /** The keys that lead to the id from the headers or from the whole body. */
  readonly path: readonly string[];
}

/**
 * How a request gets its correlation id: the runtime makes a UUID or an integer, or the caller has to
 * set the id, since neither fits its schema.
 */
export type RequestId =
  | { readonly kind: "uuid" }
  | {
      readonly kind: "integer";
      readonly minimum: number;
      readonly maximum: number;
    }
  | { readonly kind: "given" };

/**
 * Messages by their names in camelCase. A body that fits several of them is taken as the first one.
 */
export type Messages<T = unknown, H = unknown> = Readonly<
  Record<string, MessageDescriptor<T, H>>
>;

/** A channel parameter: a part of the topic that each call fills in. */
export interface ParameterDescriptor {
  /** The allowed values; absent if any value is allowed. */
  readonly values?: readonly string[];
  /** The value of a call that gives none. */
  readonly default?: string;
  /** Whether the value may have several topic levels, or none: the wildcard `#` at the end. */
  readonly multiLevel?: boolean;
}

interface OperationBase<Body, H> {
  /** The operation's key in the document. */
  readonly id: string;
  /** The channel's address with its `{parameters}`, without the server's pathname. */
  readonly address: string;
  /** The channel parameters by name. */
  readonly parameters?: Readonly<Record<string, ParameterDescriptor>>;
  /** The quality of service that the document's bindings set. */
  readonly qos?: QoS;
  /** Whether the document's bindings ask the broker to retain messages. */
  readonly retain?: boolean;
  /**
   * How long the broker keeps a message for offline subscribers, in seconds (MQTT 5, section
   * 3.3.2.3.3).
   */
  readonly messageExpiryInterval?: number;
  /** The messages that the operation may carry. */
  readonly messages: Messages<Body, H>;
}

/** An operation whose messages the client publishes and the mock server receives. */
export interface PublishOperation<
  T = unknown,
  H = unknown,
> extends OperationBase<T, H> {
  readonly kind: "publish";
}

/** An operation whose messages the client receives and the mock server publishes. */
export interface SubscribeOperation<
  T = unknown,
  H = unknown,
> extends OperationBase<T, H> {
  readonly kind: "subscribe";
}

interface ExchangeBase<Body, Reply, H> extends OperationBase<Body, H> {
  /** Whether the request has a payload; with an envelope, whether the envelope contains one. */
  readonly payload: boolean;
  /** The messages that a reply may be. */
  readonly replies: Messages<Reply>;
  /** The header that carries the reply topic, in addition to the response topic. */
  readonly replyHeader?: string;
  /** The address of replies to requests that carry no reply topic, without the server's pathname. */
  readonly replyAddress?: string;
  /** How requests get a correlation id, by which replies are matched. Absent if they have none. */
  readonly correlationId?: RequestId;
}

interface BodyEnvelope<Payload, Reply, H> extends ExchangeBase<
  Envelope<Payload>,
  Reply,
  H
> {
  readonly envelope: "body";
}

interface PropertiesEnvelope<Payload, Reply, H> extends ExchangeBase<
  Payload,
  Reply,
  H
> {
  readonly envelope: "properties";
}

/** An operation whose requests the client sends and the mock server answers. */
export type RequestOperation<
  Payload = unknown,
  Reply = unknown,
  H = unknown,
> = {
  readonly kind: "request";
} & (BodyEnvelope<Payload, Reply, H> | PropertiesEnvelope<Payload, Reply, H>);

/** An operation whose requests the mock server sends and the client answers. */
export type RespondOperation<
  Payload = unknown,
  Reply = unknown,
  H = unknown,
> = {
  readonly kind: "respond";
} & (BodyEnvelope<Payload, Reply, H> | PropertiesEnvelope<Payload, Reply, H>);

/** An operation without replies, whichever side sends its messages. */
export type MessageOperation<T = unknown, H = unknown> =
  PublishOperation<T, H> | SubscribeOperation<T, H>;

/** An operation with replies, whichever side sends its requests. */
export type ExchangeOperation<Payload = unknown, Reply = unknown, H = unknown> =
  RequestOperation<Payload, Reply, H> | RespondOperation<Payload, Reply, H>;

/** Describes one operation of an API. */
export type OperationDescriptor = MessageOperation | ExchangeOperation;

/** A server variable: a part of the host or of the topic prefix that each connection fills in. */
export interface VariableDescriptor {
  /** The allowed values; absent if any value is allowed. */
  readonly values?: readonly string[];
  /** The value of a connection that gives none. */
  readonly default?: string;
}

/** Connection options that the document sets for a server (its MQTT server bindings). */
export interface ServerOptions {
  /** Start of the client id; random characters are appended. */
  readonly clientId?: string;
  /** The keep-alive interval in seconds. */
  readonly keepalive?: number;
  /** The last will: the broker publishes it when it loses the client without a DISCONNECT. */
  readonly will?: {
    readonly topic: string;
    readonly payload: string;
    readonly qos: QoS;
    readonly retain: boolean;
  };
  /** How long the broker keeps the session after a disconnect, in seconds (MQTT 5). */
  readonly sessionExpiryInterval?: number;
  /** The largest packet that the client accepts, in bytes (MQTT 5). */
  readonly maximumPacketSize?: number;
}

/** Describes one MQTT server of an API. */
export interface ServerDescriptor {
  /** The host as the document writes it, e.g. `localhost:1883`; may contain `{variables}`. */
  readonly host: string;
  /** The protocol: `mqtt`, `mqtts`, `secure-mqtt`, `mqtt5`, `ws` or `wss`. */
  readonly protocol: string;
  /** The topic prefix of every channel address, e.g. `everest_api/1/evse/{module_id}`. */
  readonly pathname?: string;
  /** The server variables by their names in the document, e.g. `module_id`. */
  readonly variables?: Readonly<Record<string, VariableDescriptor>>;
  /** Connection options of the client; the mock server does not use them. */
  readonly mqtt?: ServerOptions;
}

/** Describes an API: its servers and its operations. */
export interface ApiDescriptor {
  /** The name of the API in kebab case, e.g. `evse-manager-consumer`. */
  readonly name: string;
  /** The MQTT servers by their names in the document; the first one is the default. */
  readonly servers: Readonly<Record<string, ServerDescriptor>>;
  /** Absent if the validators are compiled at run time, which needs `eval`. */
  readonly validators?: "compiled";
  /** How peers of the API are known to deviate from the document. */
  readonly quirks?: readonly IncomingQuirk[];
  /** The operations by their names in the generated code, e.g. `enableDisable`. */
  readonly operations: Readonly<Record<string, OperationDescriptor>>;
}
