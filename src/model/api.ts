import type { Json } from '../json/json.js';
import type { Origin } from './origin.js';
import type { Schema, SchemaId } from './schema/schema.js';

/** What a document says, and nothing of TypeScript, MQTT packages or file names. */
export interface Api {
  readonly origin: Origin;
  readonly info: Info;
  readonly servers: readonly Server[];
  readonly channels: readonly Channel[];
  readonly operations: readonly Operation[];
  readonly messages: readonly Message[];
  /** Every schema that can be reached from a message or stands among the components. */
  readonly schemas: ReadonlyMap<SchemaId, Schema>;
}

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

/** MQTT server bindings that the document states (binding 0.2.0); intervals are in seconds. */
export interface MqttServerBinding {
  readonly clientId?: string;
  readonly keepAlive?: number;
  readonly sessionExpiryInterval?: number;
  /** In bytes. */
  readonly maximumPacketSize?: number;
  readonly lastWill?: LastWill;
}

/** What the broker publishes when a client is gone without a word. */
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
  | { readonly kind: 'parameter'; readonly name: string };

/** A channel's address; topic, topic filter and their inverse derive from it. */
export interface Address {
  readonly text: string;
  readonly segments: readonly Segment[];
}

export interface Channel {
  readonly id: string;
  readonly origin: Origin;
  /** Absent where the address is `null` or left out: known only at run time. */
  readonly address?: Address;
  readonly description?: string;
  readonly parameters: readonly Parameter[];
  readonly messages: readonly Message[];
  /** Those that it is restricted to; empty for all. */
  readonly servers: readonly string[];
}

/** How the content type says that a payload is written. */
export type Encoding = 'json' | 'text' | 'binary';

/** How a body or its headers are written: which schema, and what the document shows of it. */
export interface Message {
  /** The key in the document, unique together with `origin`. */
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
  /** Whether something is sent: a payload is declared, or a content type that is not JSON. */
  readonly hasPayload: boolean;
  /** The schema format where the document gives one. */
  readonly schemaFormat?: string;
  /** Absent where there is none, or none that is JSON Schema. */
  readonly payload?: Schema;
  readonly headers?: Schema;
  /** The schema format of the headers where the document gives one. */
  readonly headersFormat?: string;
  readonly examples: readonly MessageExample[];
  readonly deprecated: boolean;
}

export interface MessageExample {
  readonly name?: string;
  readonly summary?: string;
  readonly payload?: Json;
  readonly headers?: Json;
}

/** MQTT operation bindings that the document states. */
export interface MqttBinding {
  readonly qos?: 0 | 1 | 2;
  readonly retain?: boolean;
  /** In seconds. */
  readonly messageExpiryInterval?: number;
}

interface OperationBase {
  readonly id: string;
  readonly origin: Origin;
  readonly title?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly channel: Channel;
  /** Those of the channel, or the ones that the operation restricts itself to. */
  readonly messages: readonly Message[];
  readonly mqtt: MqttBinding;
}

/** The client sends, and expects nothing back. */
export interface Publish extends OperationBase {
  readonly kind: 'publish';
}
/** The client receives. */
export interface Subscribe extends OperationBase {
  readonly kind: 'subscribe';
}
/** The client sends and awaits a reply. */
export interface Request extends OperationBase {
  readonly kind: 'request';
  readonly reply: Reply;
}
/** The client receives and has to reply. */
export interface Respond extends OperationBase {
  readonly kind: 'respond';
  readonly reply: Reply;
}
/** Decided once, from the action and whether there is a reply. */
export type Operation = Publish | Subscribe | Request | Respond;

export interface Reply {
  readonly channel?: Channel;
  readonly address:
    { readonly kind: 'channel' } | { readonly kind: 'message'; readonly location: string };
  /** `body`: `headers.replyTo` and `payload` inside the JSON body; else MQTT 5 properties. */
  readonly envelope: 'body' | 'properties';
  readonly messages: readonly Message[];
}
