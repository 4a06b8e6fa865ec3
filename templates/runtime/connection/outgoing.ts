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
  /** How many connections have ended while it was the oldest message without acknowledgement. */
  endings = 0;
  /** The packet identifier, while it is in flight with QoS 1 or 2. */
  id: number | undefined;
  /** Whether the broker has acknowledged it. */
  isAcknowledged = false;
  #isUnheard = false;

  constructor(message: OutgoingMessage) {
    this.message = message;
  }

  /** How far it has come. What was handed over once may be at the broker, even if it waits again. */
  get delivery(): Delivery {
    if (this.isAcknowledged) {
      return "acknowledged";
    }
    return this.handOvers > 0 ? "sent" : "queued";
  }

  /** Counts a hand-over, and returns its options: DUP marks what the broker may have already (MQTT-3.3.1-1). */
  handOver(): IClientPublishOptions {
    this.handOvers += 1;
    const { options } = this.message;
    const isRepeated = this.qos > 0 && this.handOvers > 1;
    return isRepeated ? { ...options, dup: true } : options;
  }

  /** Whether the broker has said that nobody has subscribed to the topic. */
  get isUnheard(): boolean {
    return this.#isUnheard;
  }

  /** Reads an acknowledgement; returns what is wrong if it is not one of this quality of service (MQTT 4.3). */
  hear(packet: Packet): string | undefined {
    const { cmd } = packet;
    if (this.qos === 1 ? cmd !== "puback" : cmd === "puback") {
      return `the broker has answered QoS ${this.qos} by ${cmd.toUpperCase()}, which breaks the protocol`;
    }
    this.#isUnheard ||=
      "reasonCode" in packet && packet.reasonCode === NO_MATCHING_SUBSCRIBERS;
    return undefined;
  }

  /** The quality of service. */
  get qos(): number {
    return this.message.options.qos ?? 0;
  }
}

/** Creates the error of a message that the broker refuses. */
export function notAccepted(
  { message: { topic } }: Outgoing,
  cause: unknown,
): PublishError {
  return publishError(
    `The broker did not accept the message on ${topic}`,
    cause,
  );
}

/** Creates the error of a message that was not sent, or whose acknowledgement cannot come any more. */
export function notSent(
  { message: { topic }, delivery }: Outgoing,
  cause: unknown,
): PublishError {
  const outcome = delivery === "queued" ? "sent" : "acknowledged";
  return publishError(`The message on ${topic} was not ${outcome}`, cause);
}

/** Whether an error of `mqtt` is the reason of a broker that refuses a message (MQTT 5, section 3.4.2.1). */
export function hasReasonCode(error: Error): boolean {
  return "code" in error && typeof error.code === "number";
}

function publishError(what: string, cause: unknown): PublishError {
  return new PublishError(
    `${what}: ${reasonOf(cause)}`,
    typeof cause === "string" ? undefined : { cause },
  );
}

/** Creates the error of a message that was dropped for a later one. */
export function droppedError(topic: string): QueueFullError {
  return new QueueFullError(
    `The message on ${topic} was not sent: later messages have taken its place in the queue (\`offlineQueue: { whenFull: "drop-oldest" }\`). Set a larger \`maxPending\` or \`maxPendingBytes\``,
  );
}

/** Why a message is not sent any more that was unacknowledged when several connections ended. */
export function endedWith(endings: number): string {
  return `the connection ended ${endings} times while the message was sent. Probably the broker refuses it: check its size, \`qos\` and \`retain\` against the limits of the broker, and its access rules`;
}

/** Why a message is not sent any more. */
export const ENDED = "the client has been ended";

/** Why a message that is sent only once is given up. */
export const UNACKNOWLEDGED =
  "the connection ended, and messages with QoS 0 and replies are not sent again";

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

/** Returns the identifier of the message that a packet acknowledges; 0, which no message has, for other packets. */
export function acknowledgedIdOf(packet: Packet): number {
  const { cmd } = packet;
  return cmd === "puback" || cmd === "pubrec" || cmd === "pubcomp"
    ? (packet.messageId ?? 0)
    : 0;
}
