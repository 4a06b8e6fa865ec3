import type { Json } from '../json/json.js';
import type { CorrelationId } from './correlation-id.js';
import type { Origin } from './origin.js';
import type { Schema, SchemaId } from './schema/schema.js';

/** The content of a document, independent of TypeScript, MQTT packages and file names. */
export interface Api {
  readonly origin: Origin;
  /** Whom the client acts for; the operations have the directions of that side. */
  readonly side: ApiSide;
  readonly info: Info;
  readonly servers: readonly Server[];
  readonly channels: readonly Channel[];
  readonly operations: readonly Operation[];
  readonly messages: readonly Message[];
  /** Every schema of the components, and every schema that a message refers to. */
  readonly schemas: ReadonlyMap<SchemaId, Schema>;
}

/** The application that the document describes, or the counterpart that it exchanges messages with. */
export type ApiSide = 'application' | 'counterpart';

export interface Info {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
}

export interface Server {
  readonly id: string;
  readonly origin: Origin;
  readonly host: string;
  readonly protocol: string;
  readonly pathname?: string;
  readonly description?: string;
  readonly variables: readonly Parameter[];
  readonly mqtt: MqttServerBinding;
}

/** The MQTT server bindings of the document (binding 0.2.0). Intervals are in seconds. */
export interface MqttServerBinding {
  readonly clientId?: string;
  readonly keepAlive?: number;
  readonly sessionExpiryInterval?: number;
  /** The largest packet that the client accepts, in bytes. */
  readonly maximumPacketSize?: number;
  readonly lastWill?: LastWill;
}

/** The last will: the broker publishes it when it loses the client without a DISCONNECT. */
export interface LastWill {
  readonly topic: string;
  readonly message: string;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
}

/** A server variable or a channel parameter. */
export interface Parameter {
  readonly name: string;
  readonly origin: Origin;
  readonly description?: string;
  readonly values: readonly string[];
  readonly default?: string;
}

export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }
  /** A wildcard of MQTT: a whole level (`+`), or all levels that follow (`#`). */
  | { readonly kind: 'wildcard'; readonly text: '+' | '#' };

/** The address of a channel, from which topics and topic filters are derived. */
export interface Address {
  readonly text: string;
  readonly segments: readonly Segment[];
}

export interface Channel {
  readonly id: string;
  readonly origin: Origin;
  /** The address; absent if it is `null` or left out, and so known only at runtime. */
  readonly address?: Address;
  readonly description?: string;
  readonly parameters: readonly Parameter[];
  readonly messages: readonly Message[];
  /** Ids of the servers that the channel is restricted to; empty for all servers. */
  readonly servers: readonly string[];
}

/** The encoding of a payload, which follows from the content type. */
export type Encoding = 'json' | 'text' | 'binary';

/** A message: its payload, its headers, and their examples. */
export interface Message {
  /** The key in the document; unique together with `origin`. */
  readonly id: string;
  readonly origin: Origin;
  readonly name?: string;
  readonly title?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly contentType: string;
  /** Where the document states it; absent where it states none. */
  readonly contentTypeOrigin?: Origin;
  readonly encoding: Encoding;
  /** Whether the message has a payload: one is declared, or a content type other than JSON. */
  readonly hasPayload: boolean;
  /** The schema format of the payload, if the document states one. */
  readonly schemaFormat?: string;
  /** The schema of the payload; absent if there is none or it is not JSON Schema. */
  readonly payload?: Schema;
  readonly headers?: Schema;
  /** The schema format of the headers, if the document states one. */
  readonly headersFormat?: string;
  readonly correlationId?: CorrelationId;
  readonly examples: readonly MessageExample[];
  readonly deprecated: boolean;
}

export interface MessageExample {
  readonly name?: string;
  readonly summary?: string;
  readonly payload?: Json;
  readonly headers?: Json;
}

/** The MQTT operation bindings of the document. */
export interface MqttBinding {
  readonly qos?: 0 | 1 | 2;
  readonly retain?: boolean;
  /** How long the broker keeps a message, in seconds. */
  readonly messageExpiryInterval?: number;
}

interface OperationBase {
  readonly id: string;
  readonly origin: Origin;
  readonly title?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly channel: Channel;
  /** The messages of the operation: those that it lists, else all of its channel. */
  readonly messages: readonly Message[];
  readonly mqtt: MqttBinding;
}

/** The client sends a message without a reply. */
export interface Publish extends OperationBase {
  readonly kind: 'publish';
}
/** The client receives a message without a reply. */
export interface Subscribe extends OperationBase {
  readonly kind: 'subscribe';
}
/** The client sends a request and receives the reply. */
export interface Request extends OperationBase {
  readonly kind: 'request';
  readonly reply: Reply;
}
/** The client receives a request and sends the reply. */
export interface Respond extends OperationBase {
  readonly kind: 'respond';
  readonly reply: Reply;
}
/** An operation. Its kind follows from its action and from whether it has a reply. */
export type Operation = Publish | Subscribe | Request | Respond;

export interface Reply {
  readonly channel?: Channel;
  readonly address:
    { readonly kind: 'channel' } | { readonly kind: 'message'; readonly location: string };
  /** `body`: the JSON body has `headers.replyTo` and `payload`. `properties`: MQTT 5 properties. */
  readonly envelope: 'body' | 'properties';
  readonly messages: readonly Message[];
}
