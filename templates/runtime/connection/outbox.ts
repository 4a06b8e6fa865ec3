/**
 * The outbox of a connection. Messages wait here, in the order of the calls, until the `mqtt` package can write
 * them at once, because what that package has queued cannot be taken back. A message whose call has settled is
 * not sent any more.
 */
import type { MqttClient, Packet } from "mqtt";
import { hangUp } from "./connection-guard.js";
import { maxUnacknowledged, refusalOf } from "./broker-limits.js";
import { LinkedList } from "./linked-list.js";
import { OrderedQueue } from "./ordered-queue.js";
import type { Room } from "./room.js";
import {
  acknowledgedIdOf,
  assertWritable,
  endedWith,
  droppedError,
  OFFLINE,
  Outgoing,
  publishError,
  type OutgoingMessage,
} from "./outgoing.js";

/**
 * With how many connections a message may end before it is given up. Brokers end the connection if they do not
 * accept a message (MQTT 3.1.1 has no other answer), and sending it for ever would stop all others.
 */
const MOST_ENDINGS = 3;

/** Sends the messages of all APIs on a connection. */
export class Outbox {
  readonly #client: MqttClient;
  readonly #queued = new OrderedQueue<Outgoing>();
  readonly #inFlight = new LinkedList<Outgoing>();
  /** Messages with QoS 0 that wait for the socket to take more. */
  #unwritten = 0;
  /** Whether the message in flight may be one that makes the broker end the connection. */
  #isProbing = false;
  #isOnline: boolean;
  #isFlushing = false;

  constructor(client: MqttClient) {
    this.#client = client;
    this.#isOnline = client.connected;
    client
      .on("connect", this.#onConnect)
      .on("close", this.#onClose)
      .on("end", this.#onEnd)
      .on("packetreceive", this.#onPacket);
  }

  /** Removes the listeners from the client. */
  stop(): void {
    this.#client
      .off("connect", this.#onConnect)
      .off("close", this.#onClose)
      .off("end", this.#onEnd)
      .off("packetreceive", this.#onPacket);
  }

  /** Adds a message, and sends it as soon as the connection and the earlier messages allow. */
  add(message: OutgoingMessage): Outgoing {
    const entry = new Outgoing(message);
    this.#queued.add(entry);
    message.task.whenSettled(() => this.#withdraw(entry));
    if (this.#client.disconnecting) {
      this.#fail(entry, "the client has been ended");
    } else if (!this.#isOnline && !message.isQueued) {
      this.#fail(entry, OFFLINE);
    } else {
      this.#flush();
    }
    return entry;
  }

  /** Rejects the oldest queued message that takes room there; returns whether there was one. */
  dropOldest(room: Room): boolean {
    const oldest = this.#queued.find(({ message }) => message.room === room);
    if (oldest !== undefined) {
      this.#release(oldest);
      oldest.message.task.reject(droppedError(oldest.message.topic));
    }
    return oldest !== undefined;
  }

  readonly #onConnect = (): void => {
    this.#isOnline = true;
    this.#flush();
  };

  readonly #onClose = (): void => {
    this.#isOnline = false;
    this.#unwritten = 0;
    this.#isProbing = false;
    const sent = this.#inFlight.items.sort((a, b) => a.number - b.number);
    const oldestQos2 = sent.find(({ qos }) => qos === 2);
    for (const entry of sent) {
      entry.endings += entry.qos < 2 || entry === oldestQos2 ? 1 : 0;
    }
    this.#queued.putBack(sent.filter((entry) => this.#isTakenBack(entry)));
    for (const entry of this.#queued.items) {
      if (!entry.message.isQueued) {
        this.#fail(entry, OFFLINE);
      }
    }
  };

  readonly #onEnd = (): void => {
    for (const entry of [...this.#queued.items, ...this.#inFlight.items]) {
      this.#fail(entry, "the client has been ended");
    }
  };

  readonly #onPacket = (packet: Packet): void => {
    const id = acknowledgedIdOf(packet);
    // Brokers acknowledge in order, so the message is one of the first.
    const entry =
      id === 0 ? undefined : this.#inFlight.find((each) => each.id === id);
    const contradiction = entry?.hear(packet);
    if (entry !== undefined && contradiction !== undefined) {
      this.#fail(entry, contradiction);
      hangUp(this.#client, contradiction);
    }
  };

  #flush(): void {
    if (this.#isFlushing) {
      return;
    }
    this.#isFlushing = true;
    while (this.#isOnline) {
      const entry = this.#queued.first;
      if (entry === undefined || !this.#hasRoomFor(entry)) {
        break;
      }
      this.#handOver(entry);
    }
    this.#isFlushing = false;
  }

  /** Messages that a connection has ended with are sent alone, to find the one that the broker refuses. */
  #hasRoomFor({ qos, endings }: Outgoing): boolean {
    if (this.#unwritten > 0) {
      return false;
    }
    const { size } = this.#inFlight;
    if (endings > 0 || this.#isProbing) {
      return size === 0;
    }
    return (
      qos === 0 || size < maxUnacknowledged(this.#client.serverProperties, qos)
    );
  }

  #handOver(entry: Outgoing): void {
    const { topic, body, options } = entry.message;
    const refusal = refusalOf(this.#client.serverProperties, entry.message);
    if (refusal !== undefined) {
      this.#fail(entry, refusal);
      return;
    }
    assertWritable(body);
    this.#queued.delete(entry);
    this.#inFlight.add(entry);
    entry.delivery = "sent";
    entry.handOvers += 1;
    this.#isProbing = entry.endings > 0;
    this.#unwritten += entry.qos === 0 ? 1 : 0;
    const { handOvers } = entry;
    // DUP marks what the broker may have already (MQTT-3.3.1-1).
    const isRepeated = entry.qos > 0 && handOvers > 1;
    const sent = isRepeated ? { ...options, dup: true } : options;
    this.#client.publish(topic, body, sent, (error) => {
      if (handOvers === entry.handOvers && this.#inFlight.has(entry)) {
        this.#settle(entry, error);
      }
    });
    if (entry.qos > 0) {
      entry.id = this.#client.getLastMessageId();
    }
  }

  #settle(entry: Outgoing, error: Error | null | undefined): void {
    this.#unwritten -= entry.qos === 0 ? 1 : 0;
    this.#isProbing = false;
    if (error) {
      this.#fail(entry, error);
    } else {
      this.#release(entry);
      entry.delivery = entry.qos === 0 ? "sent" : "acknowledged";
      entry.message.room.sent += 1;
      entry.message.onAcknowledged(entry);
    }
    this.#flush();
  }

  /** What is in flight may arrive. So it is withdrawn only if the connection ends before its acknowledgement. */
  #withdraw(entry: Outgoing): void {
    if (this.#inFlight.has(entry) && !this.#isOnline) {
      this.#forgetInFlight(entry);
      this.#release(entry);
    } else if (this.#queued.has(entry)) {
      this.#release(entry);
      this.#flush();
    }
  }

  /**
   * Decides what becomes of a message in flight when the connection ends; returns whether it is sent again. With
   * QoS 2, `mqtt` resumes the handshake, since a second message would be delivered twice (MQTT-4.3.3).
   */
  #isTakenBack(entry: Outgoing): boolean {
    const { message, qos, endings } = entry;
    if (message.task.isSettled) {
      this.#forgetInFlight(entry);
      this.#release(entry);
    } else if (qos === 0 || message.isSentOnce) {
      this.#fail(entry, "the connection ended before the message was sent");
    } else if (endings >= MOST_ENDINGS) {
      this.#fail(entry, endedWith(endings));
    } else if (qos === 1) {
      this.#forgetInFlight(entry);
      entry.delivery = "queued";
      return true;
    }
    return false;
  }

  /** Takes a message back from the `mqtt` package. */
  #forgetInFlight(entry: Outgoing): void {
    this.#inFlight.delete(entry);
    if (entry.id !== undefined) {
      this.#client.removeOutgoingMessage(entry.id);
      entry.id = undefined;
    }
  }

  #fail(entry: Outgoing, cause: unknown): void {
    this.#forgetInFlight(entry);
    this.#release(entry);
    entry.message.task.reject(publishError(entry.message.topic, cause));
  }

  #release(entry: Outgoing): void {
    this.#queued.delete(entry);
    this.#inFlight.delete(entry);
    const { room, bytes } = entry.message;
    room.give(bytes);
  }
}
