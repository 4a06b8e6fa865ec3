/** Encodes and decodes messages, and validates each one against the document. */
import { assumeType } from "../validation/accept.js";
import type { Assert, MessageDescriptor, Messages } from "../descriptor.js";
import { formatOf, type Body } from "./encodings.js";
import { ValidationError } from "../validation/validation-error.js";
import { firstValid } from "../validation/first-valid.js";
import { idAt, withId, type CorrelationId } from "./correlation-id.js";
import { readHeaders, writeHeaders, type Headers } from "./headers.js";
import type { Reader } from "./reader.js";
import { readByRules, type Judged } from "./tolerance.js";

/** The body of a message without payload (MQTT 3.1.1, section 3.3.3). */
const NOTHING = "";

/** A message as it arrived. */
export interface Received extends Judged {
  readonly body: Uint8Array;
  readonly headers: Headers;
}

/** A message that was decoded and found valid. */
export interface Content<T, H> {
  /** The name of the message among those of the operation. */
  readonly message: string;
  /** The payload; `undefined` if the message has none. */
  readonly payload: T;
  readonly headers: H;
  /** The correlation id at the place that the document declares, if the message has one. */
  readonly id?: CorrelationId | undefined;
}

/** The content of a message to be sent. */
export interface Draft {
  readonly payload: unknown;
  readonly headers?: object | undefined;
  /** The correlation id, which is written at the place that the document declares. */
  readonly id?: CorrelationId | undefined;
}

/** An encoded message. */
export interface Written {
  /** The payload as it is sent, with its correlation id. */
  readonly payload: unknown;
  readonly body: Body;
  readonly headers: Headers | undefined;
}

/**
 * Decodes a message as the first of `messages` that it fits; throws a `ValidationError` if it fits
 * none.
 */
export function readMessage<T, H>(
  messages: Messages<T, H>,
  received: Received,
): Content<T, H> {
  const { body, headers } = received;
  const known = Object.entries(messages);
  if (known.length === 0) {
    return {
      message: "",
      payload: assumeType<T>(undefined),
      headers: readHeaders<H>(undefined, headers),
    };
  }
  const hasOthers = known.length > 1;
  return readByRules(received, !hasOthers, (reader) =>
    reader.choose(known, ([message, descriptor]) =>
      withOwnId(descriptor, {
        message,
        payload: decode(descriptor, body, { hasOthers, reader }),
        headers: readHeaders(descriptor.headers, headers, reader),
      }),
    ),
  );
}

/**
 * Encodes a message as the first of `messages` that it fits; throws a `ValidationError` if it fits
 * none.
 */
export function writeMessage(messages: Messages, draft: Draft): Written {
  const known = Object.values(messages);
  if (known.length === 0) {
    const { payload, headers } = draft;
    return {
      payload,
      body: NOTHING,
      headers: writeHeaders(undefined, headers),
    };
  }
  return firstValid(known, (descriptor) => {
    const content = withId(draft, descriptor.correlationId, draft.id);
    return {
      payload: content.payload,
      body: encode(descriptor, content.payload, known.length > 1),
      headers: writeHeaders(descriptor.headers, content.headers),
    };
  });
}

/** Adds the correlation id to the content of a message, whose payload is the whole body. */
export function withOwnId<T, H>(
  { correlationId }: MessageDescriptor,
  content: Content<T, H>,
): Content<T, H> {
  return correlationId === undefined
    ? content
    : { ...content, id: idAt(correlationId, content) };
}

/**
 * Encodes a payload. If an operation has several messages, one without payload must be empty, since
 * nothing else tells it apart; otherwise its payload is ignored.
 */
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

interface Decoding {
  /** Whether the operation has several messages. */
  readonly hasOthers: boolean;
  readonly reader: Reader;
}

function decode<T>(
  { payload: assertion, encoding }: MessageDescriptor<T>,
  body: Uint8Array,
  { hasOthers, reader }: Decoding,
): T {
  if (assertion === undefined) {
    if (hasOthers && body.length > 0) {
      throw notEmpty(undefined);
    }
    return assumeType<T>(undefined);
  }
  return reader.read<T>(assertion, body, encoding);
}

function notEmpty(received: unknown): ValidationError {
  const base = { path: "", keyword: "empty", expected: "zero bytes" };
  return new ValidationError("A message without payload", [
    { ...base, message: "must be empty", received },
  ]);
}
