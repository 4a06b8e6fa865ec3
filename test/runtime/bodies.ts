/** Messages without headers, as tests of bodies want them. */
import { readMessage, writeMessage } from '../../templates/runtime/messages/codec.js';
import type { ExchangeOperation, Messages } from '../../templates/runtime/descriptor.js';
import type { Body } from '../../templates/runtime/messages/encodings.js';
import {
  readRequest,
  writeRequest,
  type ReceivedRequest,
} from '../../templates/runtime/messages/request-codec.js';

export function writeBody(messages: Messages, payload: unknown): Body {
  return writeMessage(messages, { payload }).body;
}

export function readBody<T>(messages: Messages<T>, body: Uint8Array): T {
  return readMessage(messages, { body, headers: {} }).payload;
}

export function writeRequestBody(
  operation: ExchangeOperation,
  payload: unknown,
  replyTo: string,
): Body {
  return writeRequest(operation, { payload }, replyTo).body;
}

export function readRequestBody<T>(
  operation: ExchangeOperation<T>,
  body: Uint8Array,
): ReceivedRequest<T, unknown> {
  return readRequest(operation, { body, headers: {} });
}
