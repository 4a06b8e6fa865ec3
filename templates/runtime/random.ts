/** Random identifiers; `getRandomValues` also works in browsers on pages without TLS. */

/** Unpredictable bytes. */
export function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** Unpredictable hexadecimal digits, two for each byte. */
export function randomHex(bytes: number): string {
  return Array.from(randomBytes(bytes), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
