/** Encodes and decodes requests, with or without an envelope that names the reply topic. */
import { acceptAnything, assumeType } from "../validation/accept.js";
import {
  readMessage,
  withOwnId,
  writeMessage,
  type Content,
  type Draft,
  type Received,
  type Written,
} from "./codec.js";
import type {
  Assert,
  Envelope,
  ExchangeOperation,
  Messages,
} from "../descriptor.js";
import { idAt, idsIn, type CorrelationId } from "./correlation-id.js";
import { formatOf } from "./encodings.js";
import { ownMember } from "./own-member.js";
import { ValidationError } from "../validation/validation-error.js";
import { readHeaders } from "./headers.js";
import { exactly, type Reader } from "./reader.js";
import { readByRules } from "./tolerance.js";

/** The payloads that senders may leave out of an envelope. */
const emptyPayloads: readonly unknown[] = [{}, [], null];

/**
 * Encodes a request: `{ "headers": { "replyTo" }, "payload" }`, or the payload without an envelope.
 */
export function writeRequest(
  operation: ExchangeOperation,
  { payload, headers, id }: Draft,
  replyTo: string,
): Written {
  const whole = bodyOf(operation, payload, replyTo);
  const draft = { payload: whole, headers, id };
  const written = writeMessage(operation.messages, draft);
  return operation.envelope === "body"
    ? { ...written, payload: ownMember(written.payload, "payload") }
    : written;
}

/** Returns the correlation id that the caller has set in a request, if there is one. */
export function givenIdOf(
  operation: ExchangeOperation,
  { payload, headers }: Draft,
): CorrelationId | undefined {
  const [id] = idsIn(operation.messages, {
    payload: bodyOf(operation, payload, ""),
    headers,
  });
  return id;
}

function bodyOf(
  operation: ExchangeOperation,
  payload: unknown,
  replyTo: string,
): unknown {
  const content = operation.payload ? payload : undefined;
  return operation.envelope === "body" ? wrap(replyTo, content) : content;
}

function wrap(replyTo: string, payload: unknown): Envelope<unknown> {
  const headers = { replyTo };
  return payload === undefined ? { headers } : { headers, payload };
}

/** A request that was decoded and found valid. */
export interface ReceivedRequest<T, H> extends Content<T, H> {
  /** The reply topic in the envelope; `undefined` without one. */
  readonly replyTo: string | undefined;
}

/**
 * Decodes a request; throws a `ValidationError` if it is not valid. If the request has no payload,
 * any body is accepted.
 */
export function readRequest<T, H>(
  operation: ExchangeOperation<T, unknown, H>,
  received: Received,
): ReceivedRequest<T, H> {
  if (operation.envelope === "properties") {
    const content = readMessage(operation.messages, received);
    return { ...content, replyTo: undefined };
  }
  if (!operation.payload) {
    return readBareEnvelope(operation.messages, received);
  }
  const content = readEnvelope(operation.messages, received);
  const { payload } = content.payload;
  if (payload === undefined) {
    throw missingPayload(operation.id);
  }
  return { ...content, payload, replyTo: findReplyTo(content.payload) };
}

/** Reads only the reply topic of an envelope without payload. If it has none, no reply is sent. */
function readBareEnvelope<T, H>(
  messages: Messages<unknown, H>,
  received: Received,
): ReceivedRequest<T, H> {
  const { body, headers } = received;
  const [[message, descriptor] = ["", {}]] = Object.entries(messages);
  const whole = ifAny(() => formatOf(descriptor.encoding).decode(body));
  const known = readByRules(received, true, (reader) =>
    readHeaders<H>(descriptor.headers, headers, reader),
  );
  return {
    message,
    payload: assumeType<T>(undefined),
    headers: known,
    id: idAt(descriptor.correlationId, { payload: whole, headers: known }),
    replyTo: findReplyTo(whole),
  };
}

/** Reads an envelope. A missing payload is replaced by the first of `emptyPayloads` that is valid. */
function readEnvelope<T, H>(
  messages: Messages<Envelope<T>, H>,
  received: Received,
): Content<Envelope<T>, H> {
  const { body, headers } = received;
  const known = Object.entries(messages);
  return readByRules(received, known.length === 1, (reader) =>
    reader.choose(known, ([message, descriptor]) => {
      const check: Assert<Envelope<T>> = descriptor.payload ?? acceptAnything;
      const whole = formatOf(descriptor.encoding).decode(body);
      const payload = isEnvelopeOfNothing(whole)
        ? completed(check, whole, reader)
        : reader.accept(check, whole);
      return withOwnId(descriptor, {
        message,
        payload,
        headers: readHeaders(descriptor.headers, headers, reader),
      });
    }),
  );
}

function completed<T>(check: Assert<T>, whole: object, reader: Reader): T {
  const candidates = emptyPayloads.map((payload) => ({ ...whole, payload }));
  for (const each of [exactly, reader]) {
    for (const candidate of candidates) {
      try {
        return each.accept(check, candidate);
      } catch {
        // Try the next candidate.
      }
    }
  }
  return reader.accept(check, whole);
}

function isEnvelopeOfNothing(whole: unknown): whole is object {
  return (
    typeof whole === "object" &&
    whole !== null &&
    !Array.isArray(whole) &&
    !Object.hasOwn(whole, "payload")
  );
}

function findReplyTo(body: unknown): string | undefined {
  const headers = ownMember(body, "headers");
  const replyTo = ownMember(headers, "replyTo");
  return typeof replyTo === "string" ? replyTo : undefined;
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
