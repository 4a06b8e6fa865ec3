/** Encodes payloads as bodies and decodes bodies as payloads. Schemas are checked elsewhere. */
import type { Encoding } from "../descriptor.js";
import { reasonOf } from "../errors.js";
import { ValidationError } from "../validation/validation-error.js";
import { assertDepth } from "../validation/depth.js";

/** The body of an MQTT message. A string is sent as UTF-8. */
export type Body = string | Uint8Array;

interface BodyFormat {
  /** Throws a `ValidationError` if the payload cannot be encoded. */
  readonly encode: (payload: unknown) => Body;
  /** Throws a `ValidationError` if the body cannot be decoded. */
  readonly decode: (body: Uint8Array) => unknown;
}

/** Decodes JSON (RFC 8259, section 8.1). Bytes that are not UTF-8 are an error. */
const utf8 = new TextDecoder("utf-8", { fatal: true });
/** Decodes strings. Unlike in JSON, a byte order mark is a part of the string. */
const exactUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const FORMATS: Readonly<Record<Encoding, BodyFormat>> = {
  json: { encode: toJson, decode: fromJson },
  text: { encode: toText, decode: fromText },
  binary: { encode: toBytes, decode: fromBytes },
};

/** Returns the format of an encoding; JSON by default. */
export function formatOf(encoding: Encoding = "json"): BodyFormat {
  return FORMATS[encoding];
}

function toJson(payload: unknown): string {
  const text = stringify(payload);
  if (text === undefined) {
    throw notJson(
      "The payload to be sent",
      `a value of type ${typeof payload} has no JSON`,
    );
  }
  assertDepth(text);
  return text;
}

/** Returns `undefined` for values that have no JSON, such as functions. */
function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw notJson("The payload to be sent", reasonOf(error));
  }
}

function fromJson(body: Uint8Array): unknown {
  try {
    const text = utf8.decode(body);
    assertDepth(text);
    return JSON.parse(text);
  } catch (error) {
    throw error instanceof ValidationError
      ? error
      : notJson(`A body of ${body.length} bytes`, reasonOf(error));
  }
}

/** Refuses lone surrogates: UTF-8 cannot encode them, so another character would arrive. */
function toText(payload: unknown): string {
  if (typeof payload !== "string" || /\p{Surrogate}/u.test(payload)) {
    throw refused("The payload to be sent", {
      keyword: "text",
      message: "must be a string without lone surrogates",
      expected: "a string",
      received: payload,
    });
  }
  return payload;
}

function fromText(body: Uint8Array): string {
  try {
    return exactUtf8.decode(body);
  } catch (error) {
    throw refused(`A body of ${body.length} bytes`, {
      keyword: "text",
      message: `must be a string in UTF-8: ${reasonOf(error)}`,
      expected: "a string in UTF-8",
      received: undefined,
    });
  }
}

function toBytes(payload: unknown): Uint8Array {
  if (!(payload instanceof Uint8Array)) {
    throw refused("The payload to be sent", {
      keyword: "binary",
      message: "must be a Uint8Array",
      expected: "a Uint8Array",
      received: payload,
    });
  }
  return payload;
}

/** Returns a plain Uint8Array, as in browsers, not Node's Buffer. */
function fromBytes(body: Uint8Array): Uint8Array {
  return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
}

function notJson(subject: string, reason: string): ValidationError {
  return refused(subject, {
    keyword: "json",
    message: `must be JSON: ${reason}`,
    expected: "JSON in UTF-8",
    received: undefined,
  });
}

function refused(
  subject: string,
  issue: Omit<ValidationError["issues"][number], "path">,
): ValidationError {
  return new ValidationError(subject, [{ path: "", ...issue }]);
}
