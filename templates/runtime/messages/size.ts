/** The size of strings and bodies on the wire. */
import type { Body } from "./encodings.js";

const utf8 = new TextEncoder();
/** Where strings are encoded to count their bytes, without an allocation; nobody reads it. */
const scratch = new Uint8Array(64 * 1024);
/** UTF-8 takes at most three bytes for a UTF-16 code unit. */
const MAX_UNITS = scratch.length / 3;

/** Returns the size of a body on the wire, in bytes. */
export function sizeOf(body: Body): number {
  if (typeof body !== "string") {
    return body.length;
  }
  return body.length <= MAX_UNITS
    ? utf8.encodeInto(body, scratch).written
    : utf8.encode(body).length;
}
