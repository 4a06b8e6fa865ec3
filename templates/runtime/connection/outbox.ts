/**
 * Messages wait here, in the order of the calls, until the `mqtt` package can write them at once, because what that
 * package has queued cannot be taken back. A message whose call has settled is not sent any more.
 */
import type { MqttClient, Packet } from "mqtt";
import type { PublishError } from "../errors.js";
import { refusalOf } from "./broker-limits.js";
import { hangUp } from "./connection-guard.js";
import { InFlight } from "./in-flight.js";
import { refusalIn, type Loss } from "./loss.js";
import { OrderedQueue } from "./ordered-queue.js";
import type { Room } from "./room.js";
import type { WriteBatch } from "./write-batch.js";
import {
  acknowledgedIdOf,
  assertWritable,
  droppedError,
  ENDED,
  endedWith,
  hasReasonCode,
  notAccepted,
  notSent,
  OFFLINE,
  Outgoing,
  UNACKNOWLEDGED,
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
  readonly #inFlight: InFlight;
  readonly #batch: WriteBatch;
  /** Whether the broker has accepted the current connection. */
  #isAccepted: boolean;
  /** Whether `mqtt` has sent again what it had sent on an earlier connection, and takes new messages. */
  #isOnline: boolean;
  #isFlushing = false;

  constructor(client: MqttClient, batch: WriteBatch) {
    this.#client = client;
    this.#batch = batch;
    this.#inFlight = new InFlight(client);
    this.#isAccepted = client.connected;
    this.#isOnline = client.connected;
  }

  /** Adds a message, and sends it as soon as the connection and the earlier messages allow. */
  add(message: OutgoingMessage): Outgoing {
    const entry = new Outgoing(message);
    this.#queued.add(entry);
    message.task.whenSettled(() => this.#withdraw(entry));
    if (this.#client.disconnecting) {
      this.#fail(entry, notSent(entry, ENDED));
    } else if (!this.#isOnline && !message.isQueued) {
      this.#fail(entry, notSent(entry, OFFLINE));
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

  /** Sends what waits: there is a connection. */
  online(): void {
    this.#isOnline = true;
    this.#flush();
  }

  /** Takes back what the broker has not acknowledged: the connection has ended. */
  offline({ mayBeRefusal }: Loss): void {
    if (this.#isAccepted && mayBeRefusal) {
      this.#inFlight.suspectOldest();
    }
    this.#isAccepted = false;
    this.#isOnline = false;
    this.#queued.putBack(
      this.#inFlight.items.filter((entry) => this.#isTakenBack(entry)),
    );
    for (const entry of this.#queued.items) {
      if (!entry.message.isQueued) {
        this.#fail(entry, notSent(entry, OFFLINE));
      }
    }
  }

  /** Rejects all messages: the client has been ended. */
  ended(): void {
    for (const entry of [...this.#queued.items, ...this.#inFlight.items]) {
      this.#fail(entry, notSent(entry, ENDED));
    }
  }

  /**
   * Takes back messages with QoS 1 that are in flight: the client of a user would send them again. With QoS 2, the
   * handshake has to be completed, before their packet identifiers are used again (MQTT 5, section 4.3.3).
   */
  stop(): void {
    this.#inFlight.takeBack(1);
  }

  /** Reads CONNACK, and what the broker says of a message. */
  received(packet: Packet): void {
    if (packet.cmd === "connack" && refusalIn(packet) === undefined) {
      this.#accept(packet.sessionPresent);
      return;
    }
    const id = acknowledgedIdOf(packet);
    // Brokers acknowledge in order, so the message is one of the first.
    const entry =
      id === 0 ? undefined : this.#inFlight.find((each) => each.id === id);
    const contradiction = entry?.hear(packet);
    if (entry !== undefined && contradiction !== undefined) {
      this.#fail(entry, notAccepted(entry, contradiction));
      hangUp(this.#client, contradiction);
    }
  }

  /**
   * Begins a connection. If the broker has lost the session, it may have lost messages with QoS 2 that it had
   * acknowledged by PUBREC. So they are sent as new ones, before `mqtt` resumes what is left (MQTT-3.2.2-5).
   */
  #accept(isSessionPresent: boolean): void {
    this.#isAccepted = true;
    if (!isSessionPresent) {
      this.#queued.putBack(this.#inFlight.takeBack(2));
    }
  }

  #flush(): void {
    if (this.#isFlushing) {
      return;
    }
    this.#isFlushing = true;
    while (this.#isOnline) {
      const entry = this.#queued.first;
      if (entry === undefined || !this.#inFlight.hasRoomFor(entry)) {
        break;
      }
      this.#handOver(entry);
    }
    this.#isFlushing = false;
  }

  #handOver(entry: Outgoing): void {
    const refusal = refusalOf(this.#client.serverProperties, entry.message);
    if (refusal !== undefined) {
      this.#fail(entry, notAccepted(entry, refusal));
      return;
    }
    this.#queued.delete(entry);
    this.#inFlight.add(entry);
    try {
      this.#publish(entry);
    } catch (error) {
      // `mqtt` may have written a part of the packet, and would write it again on the next connection.
      this.#isOnline = false;
      this.#fail(entry, notSent(entry, error));
      hangUp(this.#client, "A message could not be written");
    }
  }

  #publish(entry: Outgoing): void {
    const { topic, body } = entry.message;
    assertWritable(body);
    const options = entry.handOver();
    const { handOvers } = entry;
    this.#batch.gather();
    try {
      this.#client.publish(topic, body, options, (error) => {
        if (handOvers === entry.handOvers && this.#inFlight.has(entry)) {
          this.#settle(entry, error);
        }
      });
    } finally {
      if (entry.qos > 0) {
        entry.id = this.#client.getLastMessageId();
      }
    }
  }

  #settle(entry: Outgoing, error: Error | null | undefined): void {
    if (error) {
      const create = hasReasonCode(error) ? notAccepted : notSent;
      this.#fail(entry, create(entry, error));
    } else {
      this.#release(entry);
      entry.isAcknowledged = entry.qos > 0;
      entry.message.room.sent += 1;
      entry.message.onAcknowledged(entry);
    }
    this.#flush();
  }

  /** What is in flight may arrive. So it is withdrawn only if the connection ends before its acknowledgement. */
  #withdraw(entry: Outgoing): void {
    const isLost = this.#inFlight.has(entry) && !this.#isOnline;
    if (isLost || this.#queued.has(entry)) {
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
      this.#release(entry);
    } else if (qos === 0 || message.isSentOnce) {
      this.#fail(entry, notSent(entry, UNACKNOWLEDGED));
    } else if (endings >= MOST_ENDINGS) {
      this.#fail(entry, notAccepted(entry, endedWith(endings)));
    } else if (qos === 1) {
      this.#inFlight.forget(entry);
      return true;
    }
    return false;
  }

  #fail(entry: Outgoing, error: PublishError): void {
    this.#release(entry);
    entry.message.task.reject(error);
  }

  #release(entry: Outgoing): void {
    this.#queued.delete(entry);
    this.#inFlight.forget(entry);
    const { room, bytes } = entry.message;
    room.give(bytes);
  }
}
