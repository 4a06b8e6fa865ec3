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

/** A channel parameter and, where the document lists them, the values it may take. */
export interface ParameterDescriptor {
  readonly values?: readonly string[];
  readonly default?: string;
}

interface OperationBase {
  /** The operation's key in the document. */
  readonly id: string;
  /** The channel's address, `{parameters}` included; the server's pathname comes before it. */
  readonly address: string;
  readonly parameters?: Readonly<Record<string, ParameterDescriptor>>;
  /** What the document's bindings ask for; 1 where they are silent. */
  readonly qos?: QoS;
  readonly retain?: boolean;
  /** Of the message. */
  readonly encoding?: Encoding;
}

/** The client publishes, the mock server listens. Without `message` nothing but zero bytes is sent. */
export interface PublishOperation<T = unknown> extends OperationBase {
  readonly kind: "publish";
  readonly message?: Assert<T>;
}

/** The client listens, the mock server publishes. */
export interface SubscribeOperation<T = unknown> extends OperationBase {
  readonly kind: "subscribe";
  readonly message?: Assert<T>;
}

interface ExchangeBase<Reply> extends OperationBase {
  /** Whether the message carries a payload of its own (inside the envelope, if there is one). */
  readonly payload: boolean;
  /** Absent where the document gives the reply no payload. */
  readonly reply?: Assert<Reply>;
  readonly replyEncoding?: Encoding;
}

/** `message` is of the whole body, the envelope included. */
interface BodyEnvelope<Payload> {
  readonly envelope: "body";
  readonly message?: Assert<Envelope<Payload>>;
}

interface PropertiesEnvelope<Payload> {
  readonly envelope: "properties";
  readonly message?: Assert<Payload>;
}

/** The client asks, the mock server answers. */
export type RequestOperation<
  Payload = unknown,
  Reply = unknown,
> = ExchangeBase<Reply> & {
  readonly kind: "request";
} & (BodyEnvelope<Payload> | PropertiesEnvelope<Payload>);

/** The mock server asks, the client answers. */
export type RespondOperation<
  Payload = unknown,
  Reply = unknown,
> = ExchangeBase<Reply> & {
  readonly kind: "respond";
} & (BodyEnvelope<Payload> | PropertiesEnvelope<Payload>);

/** A message that asks for nothing back, whoever sends it. */
export type MessageOperation<T = unknown> =
  PublishOperation<T> | SubscribeOperation<T>;

/** A question and its answer, whoever asks. */
export type ExchangeOperation<Payload = unknown, Reply = unknown> =
  RequestOperation<Payload, Reply> | RespondOperation<Payload, Reply>;

export type OperationDescriptor = MessageOperation | ExchangeOperation;

/** A server variable: a place in the topic prefix that is filled in at connection time. */
export interface VariableDescriptor {
  readonly values?: readonly string[];
  readonly default?: string;
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
}

export interface ApiDescriptor {
  /** In kebab case, e.g. `evse-manager-consumer`. */
  readonly name: string;
  readonly servers: Readonly<Record<string, ServerDescriptor>>;
  /** By subject in camelCase, e.g. `enableDisable`. */
  readonly operations: Readonly<Record<string, OperationDescriptor>>;
}
