/**
 * Headers are MQTT 5 user properties (section 3.3.2.3.7): pairs of strings. A header that the
 * document does not describe as a string is encoded as JSON.
 */
import type { Assert, HeadersDescriptor } from "../descriptor.js";
import { sizeOf } from "./size.js";
import { ValidationError } from "../validation/validation-error.js";
import { assumeType } from "../validation/accept.js";
import { assertDepth } from "../validation/depth.js";
import { exactly, type Reader } from "./reader.js";

/** MQTT 5 user properties. A name that occurs more than once has an array of values. */
export type Headers = Readonly<Record<string, string | readonly string[]>>;

/** The largest name or value (MQTT 5, section 1.5.7). */
const MAX_BYTES = 65_535;
/** Characters that no string may have (MQTT-1.5.4-1, MQTT-1.5.4-2). */
const FORBIDDEN = /[\p{Surrogate}\0]/u;

/** Decodes and validates headers; throws a `ValidationError` if the reader does not accept them. */
export function readHeaders<H>(
  descriptor: HeadersDescriptor<H> | undefined,
  headers: Headers,
  reader: Reader = exactly,
): H {
  if (descriptor === undefined) {
    return assumeType<H>(headers);
  }
  const { accept, json = [] } = descriptor;
  const values: unknown = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      json.includes(name) ? fromText(value) : value,
    ]),
  );
  return reader.acceptHeaders<H>(accept, values);
}

/**
 * Validates and encodes headers; returns `undefined` if there are none. Throws a `ValidationError` if they are not
 * valid, or if MQTT cannot carry one of them.
 */
export function writeHeaders(
  descriptor: HeadersDescriptor | undefined,
  headers?: object,
): Headers | undefined {
  if (descriptor === undefined && headers === undefined) {
    return undefined;
  }
  if (descriptor !== undefined) {
    const check: Assert<unknown> = descriptor.accept;
    check(headers ?? {});
  }
  const written = Object.entries(headers ?? {}).flatMap(
    ([name, value]: [string, unknown]) =>
      value === undefined
        ? []
        : [[name, toText(value, descriptor !== undefined)] as const],
  );
  for (const [name, value] of written) {
    for (const text of [name, value].flat()) {
      assertSendable(name, text);
    }
  }
  return written.length === 0 ? undefined : Object.fromEntries(written);
}

function assertSendable(name: string, text: string): void {
  if (sizeOf(text) <= MAX_BYTES && !FORBIDDEN.test(text)) {
    return;
  }
  const expected = `a name and values of at most ${MAX_BYTES} bytes each, without NUL and lone surrogates`;
  throw new ValidationError(
    `The header ${JSON.stringify(name.slice(0, 100))}`,
    [
      {
        path: "",
        keyword: "header",
        message: `must have ${expected}`,
        expected,
        received: undefined,
      },
    ],
  );
}

/** Decodes a JSON header. A value that is not JSON stays a string and is left to the validation. */
function fromText(value: string | readonly string[]): unknown {
  if (typeof value !== "string") {
    return value;
  }
  try {
    const parsed: unknown = JSON.parse(value);
    assertDepth(value);
    return parsed;
  } catch (error) {
    if (error instanceof ValidationError) {
      throw error;
    }
    return value;
  }
}

function toText(
  value: unknown,
  isDescribed: boolean,
): string | readonly string[] {
  const isPlain =
    typeof value === "string" || (!isDescribed && isArrayOfStrings(value));
  return isPlain ? value : JSON.stringify(value);
}

/** Whether a value is a non-empty array of strings. An empty one would send no header at all. */
function isArrayOfStrings(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === "string")
  );
}
