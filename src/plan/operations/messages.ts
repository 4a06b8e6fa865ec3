import { byCodePoint } from '../../system/code-point-order.js';
import type { Encoding, Message, Operation } from '../../model/api.js';
import { envelopePayload } from '../../model/envelope.js';
import type { Schemas } from '../../model/schema/schemas.js';
import type { Schema } from '../../model/schema/schema.js';
import { identifier, type Code } from '../code/code.js';
import { planHeaders, replyHeaderOf, type HeadersPlan, type MessageInputs } from './headers.js';
import type { PayloadType, PayloadTypes } from './payload-type.js';
import { subjectOf } from '../names/operation-names.js';
import type { TypeNames } from '../names/type-names.js';
import { unusedNames } from '../names/unused-names.js';
import { kindsOf } from '../types/value-kinds.js';

/** A message of an operation, with its names and types. */
export interface MessagePlan {
  readonly message: Message;
  /** The name in camelCase, unique among the messages of the operation. */
  readonly name: Code;
  readonly encoding: Encoding;
  /** Type of the whole body, which is validated. */
  readonly body: PayloadType | undefined;
  /** Type of the payload that methods and handlers have: inside the envelope, if there is one. */
  readonly payload: PayloadType | undefined;
  readonly headers: HeadersPlan | undefined;
}

/** The messages of an operation and their types. */
export interface OperationTypes {
  /** The messages in the order in which the runtime tries them. */
  readonly messages: readonly MessagePlan[];
  readonly replies: readonly MessagePlan[];
  /** Types of the payloads of all messages. */
  readonly payload: PayloadTypes;
  readonly reply: PayloadTypes;
  /** The header that carries the reply topic, if there is one. */
  readonly replyHeader: string | undefined;
}

/** The order in which encodings are tried. JSON rejects most other bodies; binary accepts any. */
const trials: readonly Encoding[] = ['json', 'text', 'binary'];

/** Plans the messages and replies of an operation. */
export function operationTypes(
  operation: Operation,
  names: TypeNames,
  schemas: Schemas,
): OperationTypes {
  const reply = 'reply' in operation ? operation.reply : undefined;
  const replyHeader = replyHeaderOf(operation, schemas);
  const inputs = { names, schemas, replyHeader };
  const messages = planMessages(operation.messages, inputs, reply?.envelope === 'body');
  const replies = planMessages(reply?.messages ?? [], inputs, false).map(withoutHeaders);
  return {
    messages,
    replies,
    payload: payloadsOf(messages),
    reply: payloadsOf(replies),
    replyHeader,
  };
}

function planMessages(
  messages: readonly Message[],
  inputs: MessageInputs,
  inBody: boolean,
): readonly MessagePlan[] {
  const names = messageNames(messages);
  return messages
    .map((message, index): MessagePlan => {
      const encoding = encodingOf(message, inputs.schemas);
      const body = bodyType(message, encoding, inputs.names);
      const payload = inBody
        ? declaredType(envelopePayload(message, inputs.schemas), inputs.names)
        : body;
      const headers = planHeaders(message, inputs);
      return { message, name: identifier(names[index] ?? ''), encoding, body, payload, headers };
    })
    .toSorted((a, b) => trials.indexOf(a.encoding) - trials.indexOf(b.encoding));
}

/** Removes the headers of a reply: a handler returns only the payload. */
function withoutHeaders(plan: MessagePlan): MessagePlan {
  return { ...plan, headers: undefined };
}

/**
 * Names messages like subjects of operations, except names of object members. Equal names are
 * numbered in the order of the ids.
 */
function messageNames(messages: readonly Message[]): readonly string[] {
  const unused = unusedNames(Object.getOwnPropertyNames(Object.prototype));
  const byMessage = new Map(
    messages
      .toSorted((a, b) => byCodePoint(a.id, b.id))
      .map((message) => [message, unused(subjectOf(message.id))]),
  );
  return messages.map((message) => byMessage.get(message) ?? '');
}

/** Returns the distinct encodings of messages that have a payload. */
export function encodingsOf(messages: readonly Message[], schemas: Schemas): readonly Encoding[] {
  const full = messages.filter(({ hasPayload }) => hasPayload);
  return [...new Set(full.map((message) => encodingOf(message, schemas)))];
}

/** Returns the encoding of a message. Text whose schema allows no string, e.g. a number, is JSON. */
export function encodingOf({ encoding, payload }: Message, schemas: Schemas): Encoding {
  if (encoding !== 'text' || payload === undefined) return encoding;
  return kindsOf(payload, schemas).includes('string') ? 'text' : 'json';
}

function bodyType(
  { hasPayload, payload }: Message,
  encoding: Encoding,
  names: TypeNames,
): PayloadType | undefined {
  if (!hasPayload) return undefined;
  if (encoding === 'binary') return { kind: 'bytes' };
  if (payload === undefined) return { kind: encoding === 'text' ? 'text' : 'anything' };
  return declaredType(payload, names);
}

function declaredType(schema: Schema | undefined, names: TypeNames): PayloadType | undefined {
  const name = schema === undefined ? undefined : names.nameOf(schema);
  return name === undefined ? undefined : { kind: 'declared', name: identifier(name) };
}

/**
 * Returns the distinct payload types. If only some messages have a payload, `nothing` is one of
 * them.
 */
function payloadsOf(messages: readonly MessagePlan[]): PayloadTypes {
  const types = messages.flatMap(({ payload }) => payload ?? []);
  const isSometimesEmpty = types.length > 0 && types.length < messages.length;
  const all: PayloadTypes = isSometimesEmpty ? [...types, { kind: 'nothing' }] : types;
  return [...new Map(all.map((type) => [JSON.stringify(type), type])).values()];
}
