/**
 * Headers: MQTT 5 user properties (section 3.3.2.3.7), which are pairs of texts. What the document
 * describes as something else is written in JSON.
 */
import type { Assert, HeadersDescriptor } from "../descriptor.js";
import { ValidationError } from "../errors.js";
import { assumeType } from "../validation/accept.js";
import { assertDepth } from "../validation/depth.js";

/** User properties as they travel; a name that occurs twice has a list. */
export type Headers = Readonly<Record<string, string | readonly string[]>>;

/** As the document describes them; throws a `ValidationError`. */
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

/** `undefined` where there are none; throws a `ValidationError`. */
export function writeHeaders(
  descriptor: HeadersDescriptor | undefined,
  headers: object = {},
): Headers | undefined {
  if (descriptor !== undefined) {
    const check: Assert<unknown> = descriptor.accept;
    check(headers);
  }
  const written = Object.entries(headers).flatMap(
    ([name, value]: [string, unknown]) =>
      value === undefined
        ? []
        : [[name, toText(value, descriptor !== undefined)] as const],
  );
  return written.length === 0 ? undefined : Object.fromEntries(written);
}

/** What is not JSON is left to the document's check. */
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

/** An empty list would be no header at all. */
function isArrayOfStrings(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === "string")
  );
}
