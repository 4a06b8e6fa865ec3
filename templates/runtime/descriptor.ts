/**
 * What the run time needs to know of an API. Generated clients carry one {@link ApiDescriptor};
 * the client follows it as it stands, the mock server follows it mirrored.
 */

/** Throws a `ValidationError` unless `value` is a `T`. */
export type Assert<T> = (value: unknown) => asserts value is T;

/** MQTT quality of service. */
export type QoS = 0 | 1 | 2;

/** How a payload is written, from the content type of its message; JSON where nothing is said. */
export type Encoding = "json" | "text" | "binary";

/** A message body that names the topic of its reply beside its payload. */
export interface Envelope<T> {
  readonly headers?: unknown;
  readonly payload?: T;
}

/**
 * Where a request names the topic of its reply: in the JSON body, as
 * `{ "headers": { "replyTo": … }, "payload": … }`, or in the MQTT 5 properties response topic and
 * correlation data.
 */
export type EnvelopeKind = "body" | "properties";

/** How the values of user properties, which are texts, become what the document says, and back. */
export interface HeadersDescriptor<H = unknown> {
  readonly accept: Assert<H>;
  /** Names of those that are no texts, and so are written in JSON. */
  readonly json?: readonly string[];
}

/** One of the messages that an operation may carry. */
export interface MessageDescriptor<T = unknown, H = unknown> {
  /** Of the whole body, an envelope included; without it nothing but zero bytes is sent. */
  readonly payload?: Assert<T>;
  readonly encoding?: Encoding;
  /** MQTT 5 user properties; absent where the document says nothing of them. */
  readonly headers?: HeadersDescriptor<H>;
}

/** By name in camelCase; where a message could be several of them, it is the first. */
export type Messages<T = unknown, H = unknown> = Readonly<
  Record<string, MessageDescriptor<T, H>>
>;

/** A channel parameter and, where the document lists them, the values it may take. */
export interface ParameterDescriptor {
  readonly values?: readonly string[];
  readonly default?: string;
}

interface OperationBase<Body, H> {
  /** The operation's key in the document. */
  readonly id: string;
  /** The channel's address, `{parameters}` included; the server's pathname comes before it. */
  readonly address: string;
  readonly parameters?: Readonly<Record<string, ParameterDescriptor>>;
  /** What the document's bindings ask for; 1 where they are silent. */
  readonly qos?: QoS;
  readonly retain?: boolean;
  /** Seconds that the broker keeps a message for those who are away (MQTT 5, section 3.3.2.3.3). */
  readonly messageExpiryInterval?: number;
  readonly messages: Messages<Body, H>;
}

/** The client publishes, the mock server listens. */
export interface PublishOperation<
  T = unknown,
  H = unknown,
> extends OperationBase<T, H> {
  readonly kind: "publish";
}

/** The client listens, the mock server publishes. */
export interface SubscribeOperation<
  T = unknown,
  H = unknown,
> extends OperationBase<T, H> {
  readonly kind: "subscribe";
}

interface ExchangeBase<Body, Reply, H> extends OperationBase<Body, H> {
  /** Whether the message carries a payload of its own (inside the envelope, if there is one). */
  readonly payload: boolean;
  readonly replies: Messages<Reply>;
  /** The header in which a request names the topic of its reply, beside the response topic. */
  readonly replyHeader?: string;
  /** Where replies go unless the request names a topic of its own; below the server's pathname. */
  readonly replyAddress?: string;
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

/** The client asks, the mock server answers. */
export type RequestOperation<
  Payload = unknown,
  Reply = unknown,
  H = unknown,
> = {
  readonly kind: "request";
} & (BodyEnvelope<Payload, Reply, H> | PropertiesEnvelope<Payload, Reply, H>);

/** The mock server asks, the client answers. */
export type RespondOperation<
  Payload = unknown,
  Reply = unknown,
  H = unknown,
> = {
  readonly kind: "respond";
} & (BodyEnvelope<Payload, Reply, H> | PropertiesEnvelope<Payload, Reply, H>);

/** A message that asks for nothing back, whoever sends it. */
export type MessageOperation<T = unknown, H = unknown> =
  PublishOperation<T, H> | SubscribeOperation<T, H>;

/** A question and its answer, whoever asks. */
export type ExchangeOperation<Payload = unknown, Reply = unknown, H = unknown> =
  RequestOperation<Payload, Reply, H> | RespondOperation<Payload, Reply, H>;

export type OperationDescriptor = MessageOperation | ExchangeOperation;

/** A server variable: a place in the topic prefix that is filled in at connection time. */
export interface VariableDescriptor {
  readonly values?: readonly string[];
  readonly default?: string;
}

/** What the document wants of connections to a server (MQTT server bindings). */
export interface ServerOptions {
  /** Of which the client ids are made. */
  readonly clientId?: string;
  /** Seconds. */
  readonly keepalive?: number;
  /** Published by the broker when the client is gone without a word. */
  readonly will?: {
    readonly topic: string;
    readonly payload: string;
    readonly qos: QoS;
    readonly retain: boolean;
  };
  /** Seconds (MQTT 5). */
  readonly sessionExpiryInterval?: number;
  /** Bytes (MQTT 5). */
  readonly maximumPacketSize?: number;
}

export interface ServerDescriptor {
  /** As the document gives it, e.g. `localhost:1883`; may hold `{variables}`. */
  readonly host: string;
  /** `mqtt`, `mqtts`, `ws`, `wss`, `secure-mqtt`. */
  readonly protocol: string;
  /** What stands before every channel address, e.g. `everest_api/1/evse/{module_id}`. */
  readonly pathname?: string;
  /** By the name the document uses, e.g. `module_id`. */
  readonly variables?: Readonly<Record<string, VariableDescriptor>>;
  /** For the client, not for the mock server. */
  readonly mqtt?: ServerOptions;
}

export interface ApiDescriptor {
  /** In kebab case, e.g. `evse-manager-consumer`. */
  readonly name: string;
  readonly servers: Readonly<Record<string, ServerDescriptor>>;
  /** By subject in camelCase, e.g. `enableDisable`. */
  readonly operations: Readonly<Record<string, OperationDescriptor>>;
}
