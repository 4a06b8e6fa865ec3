/** Messages and their bodies, each checked against the document on its way in and out. */
import { assumeType } from "../validation/accept.js";
import type { Assert, MessageDescriptor, Messages } from "../descriptor.js";
import { formatOf, type Body } from "./encodings.js";
import { ValidationError } from "../errors.js";
import { firstValid } from "../validation/first-valid.js";
import { readHeaders, writeHeaders, type Headers } from "./headers.js";

/** Of a message without payload (MQTT 3.1.1, section 3.3.3). */
const NOTHING = "";

/** A message as it came. */
export interface Received {
  readonly body: Uint8Array;
  readonly headers: Headers;
}

/** What a message says. */
export interface Content<T, H> {
  /** Which of the operation's messages it is. */
  readonly message: string;
  /** `undefined` where the document gives the message none. */
  readonly payload: T;
  readonly headers: H;
}

/** What a message is to say. */
export interface Draft {
  readonly payload: unknown;
  readonly headers?: object | undefined;
}

/** A message as it goes. */
export interface Written {
  readonly body: Body;
  readonly headers: Headers | undefined;
}

/** Throws a `ValidationError` where it is none of them. */
export function readMessage<T, H>(
  messages: Messages<T, H>,
  { body, headers }: Received,
): Content<T, H> {
  const known = Object.entries(messages);
  if (known.length === 0) {
    return {
      message: "",
      payload: assumeType<T>(undefined),
      headers: readHeaders<H>(undefined, headers),
    };
  }
  return firstValid(known, ([message, descriptor]) => ({
    message,
    payload: decode(descriptor, body, known.length > 1),
    headers: readHeaders(descriptor.headers, headers),
  }));
}

/** Throws a `ValidationError` where it is none of them. */
export function writeMessage(
  messages: Messages,
  { payload, headers }: Draft,
): Written {
  const known = Object.values(messages);
  if (known.length === 0) {
    return { body: NOTHING, headers: writeHeaders(undefined, headers) };
  }
  return firstValid(known, (descriptor) => ({
    body: encode(descriptor, payload, known.length > 1),
    headers: writeHeaders(descriptor.headers, headers),
  }));
}

/** Zero bytes tell a message without payload from others; where there are no others, nothing has to. */
function encode(
  { payload: assertion, encoding }: MessageDescriptor,
  value: unknown,
  hasOthers: boolean,
): Body {
  if (assertion === undefined) {
    if (hasOthers && value !== undefined) {
      throw notEmpty(value);
    }
    return NOTHING;
  }
  const check: Assert<unknown> = assertion;
  check(value);
  return formatOf(encoding).encode(value);
}

function decode<T>(
  { payload: assertion, encoding }: MessageDescriptor<T>,
  body: Uint8Array,
  hasOthers: boolean,
): T {
  if (assertion === undefined) {
    if (hasOthers && body.length > 0) {
      throw notEmpty(undefined);
    }
    return assumeType<T>(undefined);
  }
  const value = formatOf(encoding).decode(body);
  return accepted<T>(assertion, value);
}

function notEmpty(received: unknown): ValidationError {
  const base = { path: "", keyword: "empty", expected: "zero bytes" };
  return new ValidationError("A message without payload", [
    { ...base, message: "must be empty", received },
  ]);
}

/** The value, once it has passed. */
export function accepted<T>(check: Assert<T>, value: unknown): T {
  check(value);
  return value;
}
