/** Bodies and their envelopes, each checked against the document on its way in and out. */
import type {
  Assert,
  Encoding,
  Envelope,
  ExchangeOperation,
  MessageOperation,
} from "./descriptor.js";
import { formatOf, type Body } from "./encodings.js";
import { ValidationError } from "./errors.js";

/** Of a message without payload (MQTT 3.1.1, section 3.3.3). */
const NOTHING = "";

/** The body of a message; throws a `ValidationError`. */
export function encodeMessage(
  operation: MessageOperation,
  payload: unknown,
): Body {
  return encode(messagePart(operation), payload);
}

/** The payload of a message, `undefined` where the document gives it none. */
export function decodeMessage<T>(
  operation: MessageOperation<T>,
  body: Uint8Array,
): T {
  return decode(messagePart(operation), body);
}

/** The body of a reply; throws a `ValidationError`. */
export function encodeReply(
  operation: ExchangeOperation,
  reply: unknown,
): Body {
  return encode(replyPart(operation), reply);
}

/** What a reply holds, `undefined` where the document gives it no payload. */
export function decodeReply<R>(
  operation: ExchangeOperation<unknown, R>,
  body: Uint8Array,
): R {
  return decode(replyPart(operation), body);
}

/** One of the messages of an operation. */
interface Part<T> {
  readonly assertion: Assert<T> | undefined;
  readonly encoding: Encoding | undefined;
}

function messagePart<T>({ message, encoding }: MessageOperation<T>): Part<T> {
  return { assertion: message, encoding };
}

function replyPart<R>({
  reply,
  replyEncoding,
}: ExchangeOperation<unknown, R>): Part<R> {
  return { assertion: reply, encoding: replyEncoding };
}

/** The body of a request: `{ "headers": { "replyTo" }, "payload" }` or the payload alone. */
export function encodeRequest(
  operation: ExchangeOperation,
  payload: unknown,
  replyTo: string,
): Body {
  const content = operation.payload ? payload : undefined;
  const body = operation.envelope === "body" ? wrap(replyTo, content) : content;
  if (body === undefined && !operation.payload) {
    return NOTHING;
  }
  const check: Assert<unknown> = operation.message ?? acceptAnything;
  check(body);
  return formatOf(operation.encoding).encode(body);
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
  const { decode } = formatOf(operation.encoding);
  const whole = operation.payload ? decode(body) : ifAny(() => decode(body));
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

function encode({ assertion, encoding }: Part<unknown>, value: unknown): Body {
  if (assertion === undefined) {
    return NOTHING;
  }
  const check: Assert<unknown> = assertion;
  check(value);
  return formatOf(encoding).encode(value);
}

function decode<T>({ assertion, encoding }: Part<T>, body: Uint8Array): T {
  if (assertion === undefined) {
    return nothing<T>();
  }
  const check: Assert<T> = assertion;
  const value = formatOf(encoding).decode(body);
  check(value);
  return value;
}

function ifAny(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
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
