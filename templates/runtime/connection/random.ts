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

function hexOf(bytes: Uint8Array): string {
  return bytes.reduce((hex, byte) => hex + (HEX[byte] ?? ""), "");
}
