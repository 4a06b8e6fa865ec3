/** The messages that the `mqtt` package has, and that the broker has not acknowledged. */
import type { MqttClient } from "mqtt";
import { maxUnacknowledged } from "./broker-limits.js";
import { LinkedList } from "./linked-list.js";
import type { Outgoing } from "./outgoing.js";

/** Messages in flight, in the order in which the broker reads them. */
export class InFlight extends LinkedList<Outgoing> {
  readonly #client: MqttClient;

  constructor(client: MqttClient) {
    super();
    this.#client = client;
  }

  /** Whether a further message may be sent now. */
  hasRoomFor({ qos, endings }: Outgoing): boolean {
    const { size, first, last } = this;
    // A message with QoS 0 is in flight while the socket takes no more.
    if (last?.qos === 0) {
      return false;
    }
    // A message that may have made the broker end a connection is sent alone, to find out whether it has.
    if (endings > 0 || (first !== undefined && first.endings > 0)) {
      return size === 0;
    }
    return (
      qos === 0 || size < maxUnacknowledged(this.#client.serverProperties, qos)
    );
  }

  /**
   * Counts an ending of the connection for the message that may have caused it: brokers read in order, so only the
   * oldest one can.
   */
  suspectOldest(): void {
    const suspect = this.find(({ qos }) => qos > 0);
    if (suspect !== undefined) {
      suspect.endings += 1;
    }
  }

  /** Takes back all messages with a quality of service, and returns them. */
  takeBack(wanted: number): Outgoing[] {
    const entries = this.items.filter(({ qos }) => qos === wanted);
    for (const entry of entries) {
      this.forget(entry);
    }
    return entries;
  }

  /** Takes a message back from the `mqtt` package, if it is in flight. */
  forget(entry: Outgoing): void {
    this.delete(entry);
    if (entry.id !== undefined) {
      this.#client.removeOutgoingMessage(entry.id);
      entry.id = undefined;
    }
  }
}
