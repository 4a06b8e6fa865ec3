/** Random identifiers; `getRandomValues` also works in browsers on pages without TLS. */

/** As long as a UUID, so that identifiers are unique and cannot be guessed. */
const BYTES = 16;

/** Returns 16 random bytes. */
export function randomBytes(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(BYTES));
}

/** Returns 16 random bytes as 32 hexadecimal digits. */
export function randomHex(): string {
  return hexOf(randomBytes());
}

/** Random identifiers, drawn many at a time: one draw takes longer than all else that a message needs. */
export class RandomIds {
  readonly #drawn = new Uint8Array(256 * BYTES);
  #at = this.#drawn.length;

  /** Returns 16 random bytes as 32 hexadecimal digits. */
  next(): string {
    if (this.#at === this.#drawn.length) {
      crypto.getRandomValues(this.#drawn);
      this.#at = 0;
    }
    this.#at += BYTES;
    return hexOf(this.#drawn, this.#at - BYTES);
  }
}

/** Returns a random UUID: version 4, with the variant bits 10 (RFC 9562, section 5.4). */
export function randomUuid(): string {
  const bytes = randomBytes();
  bytes.set([((bytes[6] ?? 0) & 0x0f) | 0x40], 6);
  bytes.set([((bytes[8] ?? 0) & 0x3f) | 0x80], 8);
  return hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Returns a random integer from 0 to 2^32 - 1. */
export function randomInteger(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, "0"),
);

/** Returns 16 bytes as hexadecimal digits. */
function hexOf(bytes: Uint8Array, start = 0): string {
  let hex = "";
  for (let at = start; at < start + BYTES; at += 1) {
    hex += HEX[bytes[at] ?? 0] ?? "";
  }
  return hex;
}
