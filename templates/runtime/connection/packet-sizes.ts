/** The sizes of MQTT packets, known from their fixed headers before the packets are there. */

/** Continues a length of which each byte has seven bits (MQTT 3.1.1, section 2.2.3). */
const MORE = 0x80;
const MOST_LENGTH_BYTES = 4;

/** Follows the packets of one connection, whatever pieces they come in. */
export class PacketSizes {
  /** Of what comes after the fixed header. */
  readonly #limit: number;
  /** Bytes of the present packet that are still to come. */
  #rest = 0;
  /** Bytes read of its length; -1 before its first byte. */
  #lengthBytes = -1;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes the next piece; whether every packet so far is within the limit. */
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
