/** Readers decide what is made of bodies, and which values are accepted. */
import type { Assert, Encoding } from "../descriptor.js";
import { assumeType } from "../validation/accept.js";
import { firstValid } from "../validation/first-valid.js";
import { formatOf } from "./encodings.js";

/** Reads the parts of messages. Its methods throw a `ValidationError` for what it does not accept. */
export interface Reader {
  /** Returns the result for the candidate that a message fits. */
  choose<C, R>(candidates: readonly C[], attempt: (candidate: C) => R): R;
  /** Decodes a body and returns its payload. */
  read<T>(check: Assert<T>, body: Uint8Array, encoding?: Encoding): T;
  /** Returns a decoded payload. */
  accept<T>(check: Assert<T>, value: unknown): T;
  /** Returns decoded headers. */
  acceptHeaders<T>(check: Assert<T>, value: unknown): T;
}

/** Accepts what matches the document. */
export const exactly: Reader = {
  choose: firstValid,
  read: (check, body, encoding) =>
    accepted(check, formatOf(encoding).decode(body)),
  accept: accepted,
  acceptHeaders: accepted,
};

/** Accepts whatever can be decoded. */
export const unchecked: Reader = {
  choose: firstValid,
  read<T>(_check: Assert<T>, body: Uint8Array, encoding?: Encoding): T {
    return assumeType<T>(formatOf(encoding).decode(body));
  },
  accept: acceptUnchecked,
  acceptHeaders: acceptUnchecked,
};

function acceptUnchecked<T>(_check: Assert<T>, value: unknown): T {
  return assumeType<T>(value);
}

/** Returns the value if it is valid; otherwise throws a `ValidationError`. */
export function accepted<T>(check: Assert<T>, value: unknown): T {
  check(value);
  return value;
}
