/**
 * Headers are MQTT 5 user properties (section 3.3.2.3.7): pairs of strings. A header that the
 * document does not describe as a string is encoded as JSON.
 */
import type { Assert, HeadersDescriptor } from "../descriptor.js";
import { ValidationError } from "../validation/validation-error.js";
import { assumeType } from "../validation/accept.js";
import { assertDepth } from "../validation/depth.js";

/** MQTT 5 user properties. A name that occurs more than once has an array of values. */
export type Headers = Readonly<Record<string, string | readonly string[]>>;

/** Decodes and validates headers; throws a `ValidationError` if they are not valid. */
export function readHeaders<H>(
  descriptor: HeadersDescriptor<H> | undefined,
  headers: Headers,
): H {
  if (descriptor === undefined) {
    return assumeType<H>(headers);
  }
  const { accept, json = [] }: HeadersDescriptor<H> = descriptor;
  const check: Assert<H> = accept;
  const values: unknown = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      json.includes(name) ? fromText(value) : value,
    ]),
  );
  check(values);
  return values;
}

/** Validates and encodes headers; returns `undefined` if there are none. */
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
  return written.length === 0 ? undefined : Object.fromEntries(written);
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
