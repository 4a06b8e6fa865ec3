/** How payloads become bodies and bodies payloads, before and after the document's own checks. */
import type { Encoding } from "../descriptor.js";
import { ValidationError, reasonOf } from "../errors.js";
import { assertDepth } from "../validation/depth.js";

/** What MQTT carries: text is sent in UTF-8, bytes as they are. */
export type Body = string | Uint8Array;

interface BodyFormat {
  /** Throws a `ValidationError` at a payload that cannot be written like this. */
  readonly encode: (payload: unknown) => Body;
  /** Throws a `ValidationError` at a body that is not written like this. */
  readonly decode: (body: Uint8Array) => unknown;
}

/** RFC 8259, section 8.1; bytes that are not UTF-8 are an error, not a question mark. */
const utf8 = new TextDecoder("utf-8", { fatal: true });
/** A byte order mark is no part of JSON, but of a text. */
const exactUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const FORMATS: Readonly<Record<Encoding, BodyFormat>> = {
  json: { encode: toJson, decode: fromJson },
  text: { encode: toText, decode: fromText },
  binary: { encode: toBytes, decode: fromBytes },
};

/** JSON where the descriptor says nothing. */
export function formatOf(encoding: Encoding = "json"): BodyFormat {
  return FORMATS[encoding];
}

function toJson(payload: unknown): string {
  const text = stringify(payload);
  if (text === undefined) {
    throw notJson(
      "The payload to be sent",
      `there is no JSON for ${typeof payload}`,
    );
  }
  assertDepth(text);
  return text;
}

/** `undefined` for what JSON leaves out, such as functions. */
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

/** Half of a surrogate pair has no UTF-8: it would arrive as another character. */
function toText(payload: unknown): string {
  if (typeof payload !== "string" || /\p{Surrogate}/u.test(payload)) {
    throw refused("The payload to be sent", {
      keyword: "text",
      message: "is not a text that UTF-8 can hold",
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
      message: `is not text: ${reasonOf(error)}`,
      expected: "text in UTF-8",
      received: undefined,
    });
  }
}

function toBytes(payload: unknown): Uint8Array {
  if (!(payload instanceof Uint8Array)) {
    throw refused("The payload to be sent", {
      keyword: "binary",
      message: "is not a Uint8Array",
      expected: "a Uint8Array",
      received: payload,
    });
  }
  return payload;
}

/** Not Node's Buffer, which would behave differently from what a browser gets. */
function fromBytes(body: Uint8Array): Uint8Array {
  return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
}

function notJson(subject: string, reason: string): ValidationError {
  return refused(subject, {
    keyword: "json",
    message: `is not JSON: ${reason}`,
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
