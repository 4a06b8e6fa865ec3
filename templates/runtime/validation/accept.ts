/** Assertions of payloads without a schema. */
import { ValidationError } from "./validation-error.js";

/** Asserts that a value is a string. */
export function acceptText(value: unknown): asserts value is string {
  if (typeof value !== "string") {
    throw unexpected("a string", value);
  }
}

/** Asserts that a value is a Uint8Array. */
export function acceptBytes(value: unknown): asserts value is Uint8Array {
  if (!(value instanceof Uint8Array)) {
    throw unexpected("a Uint8Array", value);
  }
}

/** Accepts any value: the document has no schema for it. */
export function acceptAnything(_value: unknown): asserts _value is unknown {}

/** Returns a value as a `T` without a check. For values whose type the generator knows. */
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
