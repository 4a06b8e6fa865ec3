/** Random identifiers; `getRandomValues` also works in browsers on pages without TLS. */

/** As long as a UUID: nobody guesses it, and no two are the same. */
const BYTES = 16;

export function randomBytes(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(BYTES));
}

/** Hexadecimal digits. */
export function randomHex(): string {
  return Array.from(randomBytes(), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
