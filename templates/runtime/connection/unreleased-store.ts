/** Stores messages with QoS 2 that the broker has sent and not yet released (MQTT 4.3.3). */
import mqtt, { type Store } from "mqtt";
import { ignore } from "../ignore.js";

type Put = Parameters<Store["put"]>;
type Delete = Parameters<Store["del"]>;

/** A store with a size limit. The 65,535 packet identifiers already limit the number of messages. */
export class UnreleasedStore extends mqtt.Store {
  readonly #maxBytes: number;
  readonly #onFull: () => void;
  /** Sizes by packet identifier. */
  readonly #sizes = new Map<unknown, number>();
  #bytes = 0;

  /** `onFull` must end the connection, since the message is neither stored nor acknowledged. */
  constructor(maxBytes: number, onFull: () => void) {
    super();
    this.#maxBytes = maxBytes;
    this.#onFull = onFull;
  }

  /** Stores a message. A single message is stored whatever its size. */
  override put(packet: Put[0], done: Put[1]): this {
    const { messageId, length = 0 } = packet;
    const others = this.#bytes - (this.#sizes.get(messageId) ?? 0);
    if (others > 0 && others + length > this.#maxBytes) {
      this.#onFull();
      return this;
    }
    this.#sizes.set(messageId, length);
    this.#bytes = others + length;
    return super.put(withOwnPayload(packet), done);
  }

  /** Removes all messages: the broker has forgotten the session, and will not release them. */
  clear(): void {
    for (const messageId of [...this.#sizes.keys()]) {
      if (typeof messageId === "number") {
        this.del({ messageId }, ignore);
      }
    }
  }

  /** Removes a released message. */
  override del(packet: Delete[0], done: Delete[1]): this {
    this.#bytes -= this.#sizes.get(packet.messageId) ?? 0;
    this.#sizes.delete(packet.messageId);
    return super.del(packet, done);
  }
}

/** Copies the payload, which may be a view of a larger buffer that would stay in memory. */
function withOwnPayload(packet: Put[0]): Put[0] {
  if (packet.cmd !== "publish" || typeof packet.payload === "string") {
    return packet;
  }
  const payload = Uint8Array.prototype.slice.call(packet.payload);
  return Object.assign({}, packet, { payload });
}
