/** Messages on their way to the broker. */
import type { IClientPublishOptions, MqttClient, Packet } from "mqtt";
import {
  PublishError,
  QueueFullError,
  reasonOf,
  type Delivery,
} from "../errors.js";
import type { Body } from "../messages/encodings.js";
import type { Numbered } from "./ordered-queue.js";
import type { Room } from "./room.js";
import type { Task } from "./tasks.js";

/** What the broker said of a message that it accepted. */
export interface Acknowledgement {
  /** Whether the broker said that nobody has subscribed to the topic. Only some brokers say so, with MQTT 5. */
  readonly isUnheard: boolean;
}

/** A message to be published. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly body: Body;
  readonly options: IClientPublishOptions;
  /** The size of the body. */
  readonly bytes: number;
  /** The room that it takes, of the API that sends it, until it needs no memory any more. */
  readonly room: Room;
  /**
   * Whether it is not sent again after a reconnect. So it is with replies: a peer has chosen their topic, and
   * the broker may end the connection because of it (MQTT-3.3.5-2).
   */
  readonly isSentOnce: boolean;
  /** Whether it waits if there is no connection. */
  readonly isQueued: boolean;
  /** The call, which rejects if the message cannot be sent. When it settles, the message is withdrawn. */
  readonly task: Pick<Task<unknown>, "isSettled" | "reject" | "whenSettled">;
  /** Called when the broker has acknowledged the message; with QoS 0 when it is written. */
  onAcknowledged(acknowledgement: Acknowledgement): void;
}

/** A message in the outbox. */
export class Outgoing implements Numbered<Outgoing> {
  readonly message: OutgoingMessage;
  list: object | undefined;
  previous: Outgoing | undefined;
  next: Outgoing | undefined;
  /** Its position in the order of the calls. */
  number = 0;
  /** How often it was handed over to the `mqtt` package. */
  handOvers = 0;
  /** How many connections have ended before its acknowledgement. */
  endings = 0;
  /** The packet identifier, while it is in flight with QoS 1 or 2. */
  id: number | undefined;
  #isUnheard = false;
  /** How far it has come. */
  delivery: Delivery = "queued";

  constructor(message: OutgoingMessage) {
    this.message = message;
  }

  /** Whether the broker has said that nobody has subscribed to the topic. */
  get isUnheard(): boolean {
    return this.#isUnheard;
  }

  /** The broker has said that nobody has subscribed to the topic. */
  markUnheard(): void {
    this.#isUnheard = true;
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

/** Why a message is not sent any more, with which several connections have ended. */
export function endedWith(endings: number): string {
  return `the connection ended ${endings} times while the message was sent. Probably the broker refuses it: check its size, \`qos\` and \`retain\` against the limits of the broker, and its access rules`;
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
