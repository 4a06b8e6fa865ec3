/** Random identifiers; `getRandomValues` also works in browsers on pages without TLS. */

/** As long as a UUID, so that identifiers are unique and cannot be guessed. */
const BYTES = 16;

/** Returns 16 random bytes. */
export function randomBytes(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(BYTES));
}

/** Returns 16 random bytes as 32 hexadecimal digits. */
export function randomHex(): string {
  return Array.from(randomBytes(), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
