/** The assertions of payloads for which the document has no schema that could be checked. */
import { ValidationError } from "../errors.js";

/** Any text. */
export function acceptText(value: unknown): asserts value is string {
  if (typeof value !== "string") {
    throw unexpected("a string", value);
  }
}

/** Any bytes. */
export function acceptBytes(value: unknown): asserts value is Uint8Array {
  if (!(value instanceof Uint8Array)) {
    throw unexpected("a Uint8Array", value);
  }
}

/** Any JSON. */
export function acceptAnything(_value: unknown): asserts _value is unknown {}

/** For a place whose type the generator knows though nothing can be checked there. */
export function assumeType<T>(value: unknown): T {
  const check: (value: unknown) => asserts value is T = acceptAnything;
  check(value);
  return value;
}

function unexpected(expected: string, received: unknown): ValidationError {
  const message = `must be ${expected}`;
  return new ValidationError("The payload", [
    { path: "", keyword: "type", message, expected, received },
  ]);
}
