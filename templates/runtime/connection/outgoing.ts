/** Messages on their way to the broker. */
import type { IClientPublishOptions, MqttClient, Packet } from "mqtt";
import {
  PublishError,
  QueueFullError,
  reasonOf,
  type Delivery,
} from "../errors.js";
import type { Body } from "../messages/encodings.js";

/** What the broker said of a message that it accepted. */
export interface Acknowledgement {
  /** Whether the broker said that nobody has subscribed to the topic. Only some brokers say so, with MQTT 5. */
  readonly isUnheard: boolean;
}

/** Who sends messages. */
export interface Sender {
  readonly counts: { sentMessages: number };
}

/** A message to be published. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly body: Body;
  readonly options: IClientPublishOptions;
  /** Whose message it is. */
  readonly owner: Sender;
  /**
   * Whether it is not sent again after a reconnect. So it is with replies: a peer has chosen their topic, and
   * the broker may end the connection because of it (MQTT-3.3.5-2).
   */
  readonly isSentOnce: boolean;
  /** Whether it waits if there is no connection. */
  readonly isQueued: boolean;
  /** The call. When it settles, the message is withdrawn. */
  readonly task: {
    readonly isSettled: boolean;
    whenSettled(listener: () => void): void;
  };
  /** Called once, when the message needs no memory any more: acknowledged, refused or withdrawn. */
  onReleased(): void;
  /** Called when the broker has acknowledged the message; with QoS 0 when it is written. */
  onAcknowledged(acknowledgement: Acknowledgement): void;
  /** Called when the message was not sent, or the broker refused it. */
  onFailed(error: Error): void;
}

/** A message in the outbox. */
export class Outgoing {
  readonly message: OutgoingMessage;
  /** Its position in the order of the calls. */
  number = 0;
  /** How often it was handed over to the `mqtt` package. */
  handOvers = 0;
  /** How many connections have ended before its acknowledgement. */
  endings = 0;
  /** The packet identifier, while it is in flight with QoS 1 or 2. */
  id: number | undefined;
  /** Whether the broker has said that nobody has subscribed to the topic. */
  isUnheard = false;
  /** How far it has come. */
  delivery: Delivery = "queued";

  constructor(message: OutgoingMessage) {
    this.message = message;
  }

  /** The quality of service. */
  get qos(): number {
    return this.message.options.qos ?? 0;
  }
}

/** Creates the error of a message that was not sent, or that the broker refused. */
export function publishError(topic: string, cause: unknown): PublishError {
  return new PublishError(
    `The broker did not accept the message on ${topic}: ${reasonOf(cause)}`,
    typeof cause === "string" ? undefined : { cause },
  );
}

/** Creates the error of a message that was dropped for a later one. */
export function droppedError(topic: string): QueueFullError {
  return new QueueFullError(
    `The message on ${topic} was not sent: later messages have taken its place in the queue (\`offlineQueue: { whenFull: "drop-oldest" }\`). Set a larger \`maxPending\` or \`maxPendingBytes\``,
  );
}

/** Why a message with QoS 0 is not sent while the connection is down. */
export const OFFLINE =
  "there is no connection, and messages with QoS 0 do not wait for one. Use `qos: 1`, or set `offlineQueue: { qos0: true }`";

/**
 * Asserts that `mqtt` accepts any bytes. Its types demand Node's Buffer, which browsers do not
 * have.
 */
export function assertWritable(
  _body: Body,
): asserts _body is Parameters<MqttClient["publish"]>[1] {}

/** The broker has the message, and nobody has subscribed to its topic (MQTT 5, section 3.4.2.1). */
const NO_MATCHING_SUBSCRIBERS = 0x10;

/** Returns the identifier of the message that a packet acknowledges, if nobody has subscribed to its topic. */
export function unheardIdOf(packet: Packet): number | undefined {
  return (packet.cmd === "puback" || packet.cmd === "pubrec") &&
    packet.reasonCode === NO_MATCHING_SUBSCRIBERS
    ? packet.messageId
    : undefined;
}
