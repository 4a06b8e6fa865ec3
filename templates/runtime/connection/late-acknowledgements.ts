/**
 * Acknowledges messages with QoS 1 when their handlers have finished. The `mqtt` package would acknowledge them on
 * receipt, or else read no further packet until then, not even the reply that a handler waits for.
 */
import type { IPublishPacket, MqttClient } from "mqtt";
import { ignore } from "../ignore.js";

/** Tells `mqtt` to send no PUBACK, and to go on. It ignores the error. */
const NOT_YET = new Error("The message is acknowledged later");
const METHOD = "handleMessage";
/** PUBACK without properties (MQTT 3.1.1 and 5, section 3.4). */
const PUBACK = 0x40;

/** The messages of one connection that are not acknowledged yet. */
export class LateAcknowledgements {
  readonly #client: MqttClient;
  /** What the client does with a message after its listeners. */
  readonly #continue: MqttClient["handleMessage"];
  /** The method that the user has set for this, if there is one. */
  readonly #own: PropertyDescriptor | undefined;
  /** How many handlers of a message have not finished. */
  readonly #handlers = new Map<IPublishPacket, number>();
  /** In the order in which the messages arrived, which is that of their PUBACKs (MQTT-4.6.0-2). */
  readonly #waiting: IPublishPacket[] = [];
  #isStopped = false;

  constructor(client: MqttClient) {
    this.#client = client;
    this.#continue = client.handleMessage.bind(client);
    this.#own = Object.getOwnPropertyDescriptor(client, METHOD);
    client.handleMessage = this.#handle;
  }

  /** How many messages wait for their acknowledgement. */
  get size(): number {
    return this.#waiting.length;
  }

  /**
   * Keeps back the acknowledgement of a message that is being delivered. The returned function, called when a handler
   * has finished, gives it free. Messages with QoS 0 have none; those with QoS 2 are acknowledged before.
   */
  readonly hold = (packet: IPublishPacket): (() => void) => {
    if (packet.qos !== 1) {
      return ignore;
    }
    this.#handlers.set(packet, (this.#handlers.get(packet) ?? 0) + 1);
    return () => this.#release(packet);
  };

  /** Acknowledges nothing any more: what has no acknowledgement arrives again in a persistent session. */
  stop(): void {
    this.#isStopped = true;
    this.forget();
  }

  /** Leaves the acknowledgements to the `mqtt` package again. */
  detach(): void {
    this.stop();
    Reflect.deleteProperty(this.#client, METHOD);
    if (this.#own !== undefined) {
      Object.defineProperty(this.#client, METHOD, this.#own);
    }
  }

  /** Called by `mqtt` after the listeners of a message, before PUBACK. */
  readonly #handle: MqttClient["handleMessage"] = (packet, callback) => {
    const mustWait = this.#handlers.has(packet) || this.#waiting.length > 0;
    const isLate = packet.qos === 1 && (mustWait || this.#isStopped);
    if (isLate && !this.#isStopped) {
      this.#waiting.push(packet);
    }
    this.#continue(packet, (error?: Error) =>
      callback(isLate ? NOT_YET : error),
    );
  };

  #release(packet: IPublishPacket): void {
    const handlers = this.#handlers.get(packet) ?? 0;
    if (handlers > 1) {
      this.#handlers.set(packet, handlers - 1);
      return;
    }
    this.#handlers.delete(packet);
    for (;;) {
      const [oldest] = this.#waiting;
      if (oldest === undefined || this.#handlers.has(oldest)) {
        return;
      }
      this.#waiting.shift();
      this.#acknowledge(oldest);
    }
  }

  #acknowledge({ messageId = 0 }: IPublishPacket): void {
    const { connected, disconnecting, stream } = this.#client;
    if (connected && !disconnecting) {
      stream.write(Uint8Array.of(PUBACK, 2, messageId >> 8, messageId & 0xff));
    }
  }

  /** Packet identifiers belong to a connection: the broker sends the messages again on the next one. */
  forget(): void {
    this.#handlers.clear();
    this.#waiting.length = 0;
  }
}
