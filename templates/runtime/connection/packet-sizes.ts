/** Reads the sizes of MQTT packets from their fixed headers, before the packets have arrived. */

/** The bit that says that another byte of the length follows (MQTT 3.1.1, section 2.2.3). */
const MORE = 0x80;
const MOST_LENGTH_BYTES = 4;

/** Follows the packets of one connection, however they are split into chunks. */
export class PacketSizes {
  /** The largest allowed number of bytes after the fixed header. */
  readonly #limit: number;
  /** Bytes of the current packet that have not arrived. */
  #rest = 0;
  /** Bytes of the length that have been read; -1 before the first byte of a packet. */
  #lengthBytes = -1;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Reads the next chunk; returns whether every packet so far is within the limit. */
  accepts(piece: Uint8Array): boolean {
    for (let at = 0; at < piece.length;) {
      if (this.#lengthBytes < 0 && this.#rest > 0) {
        const taken = Math.min(this.#rest, piece.length - at);
        this.#rest -= taken;
        at += taken;
      } else {
        if (!this.#acceptsHeader(piece[at] ?? 0)) {
          return false;
        }
        at += 1;
      }
    }
    return true;
  }

  #acceptsHeader(byte: number): boolean {
    if (this.#lengthBytes < 0) {
      this.#lengthBytes = 0;
      return true;
    }
    this.#rest += (byte % MORE) * MORE ** this.#lengthBytes;
    this.#lengthBytes += 1;
    if (byte < MORE) {
      this.#lengthBytes = -1;
    }
    return this.#rest <= this.#limit && this.#lengthBytes < MOST_LENGTH_BYTES;
  }
}
