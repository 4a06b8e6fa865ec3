/** JSON bodies and their envelopes, each checked against the document on its way in and out. */
import type {
  Assert,
  Envelope,
  ExchangeOperation,
  MessageOperation,
} from "./descriptor.js";
import { ValidationError, reasonOf } from "./errors.js";

/** RFC 8259, section 8.1; bytes that are not UTF-8 are an error, not a question mark. */
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Of a message without payload (MQTT 3.1.1, section 3.3.3). */
const NOTHING = "";

/** The body of a message; throws a `ValidationError`. */
export function encodeMessage(
  operation: MessageOperation,
  payload: unknown,
): string {
  return encode(operation.message, payload);
}

/** The payload of a message, `undefined` where the document gives it none. */
export function decodeMessage<T>(
  operation: MessageOperation<T>,
  body: Uint8Array,
): T {
  return decode(operation.message, body);
}

/** The body of a reply; throws a `ValidationError`. */
export function encodeReply(
  operation: ExchangeOperation,
  reply: unknown,
): string {
  return encode(operation.reply, reply);
}

/** What a reply holds, `undefined` where the document gives it no payload. */
export function decodeReply<R>(
  operation: ExchangeOperation<unknown, R>,
  body: Uint8Array,
): R {
  return decode(operation.reply, body);
}

/** The body of a request: `{ "headers": { "replyTo" }, "payload" }` or the payload alone. */
export function encodeRequest(
  operation: ExchangeOperation,
  payload: unknown,
  replyTo: string,
): string {
  const content = operation.payload ? payload : undefined;
  const body = operation.envelope === "body" ? wrap(replyTo, content) : content;
  if (body === undefined && !operation.payload) {
    return NOTHING;
  }
  const check: Assert<unknown> = operation.message ?? acceptAnything;
  check(body);
  return toJson(body);
}

function wrap(replyTo: string, payload: unknown): Envelope<unknown> {
  const headers = { replyTo };
  return payload === undefined ? { headers } : { headers, payload };
}

/** A request as it came. */
export interface DecodedRequest<Payload> {
  readonly payload: Payload;
  /** What the envelope in the body says, if there is one. */
  readonly replyTo: string | undefined;
}

/** Throws a `ValidationError`. Of a request without payload whatever comes is accepted. */
export function decodeRequest<Payload>(
  operation: ExchangeOperation<Payload>,
  body: Uint8Array,
): DecodedRequest<Payload> {
  const whole = operation.payload ? fromJson(body) : fromJsonIfAny(body);
  const replyTo =
    operation.envelope === "body" ? findReplyTo(whole) : undefined;
  return { payload: payloadOf(operation, whole), replyTo };
}

function payloadOf<Payload>(
  operation: ExchangeOperation<Payload>,
  whole: unknown,
): Payload {
  if (!operation.payload) {
    return nothing<Payload>();
  }
  if (operation.envelope === "properties") {
    const check: Assert<Payload> = operation.message ?? acceptAnything;
    check(whole);
    return whole;
  }
  const check: Assert<Envelope<Payload>> = operation.message ?? acceptAnything;
  check(whole);
  if (whole.payload === undefined) {
    throw missingPayload(operation.id);
  }
  return whole.payload;
}

function findReplyTo(body: unknown): string | undefined {
  const headers = ownProperty(body, "headers");
  const replyTo = ownProperty(headers, "replyTo");
  return typeof replyTo === "string" ? replyTo : undefined;
}

function ownProperty(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  const descriptor = Object.getOwnPropertyDescriptor(value, name);
  return descriptor?.value;
}

function encode(
  assertion: Assert<unknown> | undefined,
  value: unknown,
): string {
  if (assertion === undefined) {
    return NOTHING;
  }
  const check: Assert<unknown> = assertion;
  check(value);
  return toJson(value);
}

function decode<T>(assertion: Assert<T> | undefined, body: Uint8Array): T {
  if (assertion === undefined) {
    return nothing<T>();
  }
  const check: Assert<T> = assertion;
  const value = fromJson(body);
  check(value);
  return value;
}

function toJson(value: unknown): string {
  const text = stringify(value);
  if (text === undefined) {
    throw notJson(
      "The payload to be sent",
      `there is no JSON for ${typeof value}`,
    );
  }
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
    return JSON.parse(utf8.decode(body));
  } catch (error) {
    throw notJson(`A body of ${body.length} bytes`, reasonOf(error));
  }
}

function fromJsonIfAny(body: Uint8Array): unknown {
  try {
    return fromJson(body);
  } catch {
    return undefined;
  }
}

function notJson(subject: string, reason: string): ValidationError {
  const message = `is not JSON: ${reason}`;
  return new ValidationError(subject, [
    {
      path: "",
      keyword: "json",
      message,
      expected: "JSON in UTF-8",
      received: undefined,
    },
  ]);
}

function missingPayload(id: string): ValidationError {
  const base = { path: "/payload", keyword: "required", expected: "a value" };
  return new ValidationError(id, [
    { ...base, message: "is required", received: undefined },
  ]);
}

function acceptAnything<T>(_value: unknown): asserts _value is T {}

/** Where the document declares no payload the handler's type has none: `T` is undefined or void. */
function nothing<T>(): T {
  const value: unknown = undefined;
  const check: Assert<T> = acceptAnything;
  check(value);
  return value;
}
