/** The messages that the `mqtt` package has, and that the broker has not acknowledged. */
import type { Packet } from "mqtt";
import type { Outgoing } from "./outgoing.js";

/** Messages in flight, also by their packet identifiers. */
export class InFlight {
  readonly #entries = new Set<Outgoing>();
  readonly #byId = new Map<number, Outgoing>();

  /** How many there are. */
  get size(): number {
    return this.#entries.size;
  }

  /** All of them, oldest first. */
  get values(): Outgoing[] {
    return [...this.#entries].sort((a, b) => a.number - b.number);
  }

  /** Whether a message is in flight. */
  has(entry: Outgoing): boolean {
    return this.#entries.has(entry);
  }

  /** Adds a message. */
  add(entry: Outgoing): void {
    this.#entries.add(entry);
  }

  /** Notes the packet identifier of a message, if it is still in flight. */
  identify(entry: Outgoing, id: number): void {
    if (this.#entries.has(entry)) {
      entry.id = id;
      this.#byId.set(id, entry);
    }
  }

  /** Removes a message. */
  delete(entry: Outgoing): void {
    this.#entries.delete(entry);
    if (entry.id !== undefined && this.#byId.get(entry.id) === entry) {
      this.#byId.delete(entry.id);
    }
  }

  /** Returns the message that a packet acknowledges. */
  acknowledgedBy(packet: Packet): Outgoing | undefined {
    const { cmd } = packet;
    return cmd === "puback" || cmd === "pubrec" || cmd === "pubcomp"
      ? this.#byId.get(packet.messageId ?? 0)
      : undefined;
  }
}
