import { byCodePoint } from '../../system/code-point-order.js';
import type { Encoding, Message, Operation } from '../../model/api.js';
import type { CorrelationTarget } from '../../model/correlation-id.js';
import { envelopePayload } from '../../model/envelope.js';
import type { Schemas } from '../../model/schema/schemas.js';
import type { Schema } from '../../model/schema/schema.js';
import { identifier, type Code } from '../code/code.js';
import { correlationOf, type ChooseId, type Correlation } from './correlation.js';
import { encodingOf } from './encoding.js';
import { planHeaders, replyHeaderOf, type HeadersPlan } from './headers.js';
import type { IdPlace } from './id-place.js';
import type { PayloadType, PayloadTypes } from './payload-type.js';
import { subjectOf } from '../names/operation-names.js';
import type { TypeNames } from '../names/type-names.js';
import { unusedNames } from '../names/unused-names.js';

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
  /** The place of the correlation id, if replies are matched by it. */
  readonly correlationId: CorrelationTarget | undefined;
  /**
   * The path to the id in the payload or headers that a sender passes, if the document declares it
   * and the runtime sets it. Senders may leave it out.
   */
  readonly optionalId: CorrelationTarget | undefined;
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
  readonly correlation: Correlation;
}

/** The order in which encodings are tried. JSON rejects most other bodies; binary accepts any. */
const trials: readonly Encoding[] = ['json', 'text', 'binary'];

/** What the types of operations are made from, beside the operation. */
export interface TypeInputs {
  readonly names: TypeNames;
  readonly schemas: Schemas;
  readonly chooseId: ChooseId;
}

/** Plans the messages and replies of an operation. */
export function operationTypes(operation: Operation, inputs: TypeInputs): OperationTypes {
  const reply = 'reply' in operation ? operation.reply : undefined;
  const replyHeader = replyHeaderOf(operation, inputs.schemas);
  const correlation = correlationOf(operation, inputs);
  const { requests, replies: answers } = correlation.kind === 'followed' ? correlation : noPlaces;
  const shared = { ...inputs, replyHeader, inBody: false, isGiven: false };
  const messages = planMessages(operation.messages, requests, {
    ...shared,
    inBody: reply?.envelope === 'body',
    isGiven: correlation.kind === 'followed' && correlation.id.kind === 'given',
  });
  const replies = planMessages(reply?.messages ?? [], answers, shared).map(withoutHeaders);
  return {
    messages,
    replies,
    payload: payloadsOf(messages),
    reply: payloadsOf(replies),
    replyHeader,
    correlation,
  };
}

const noPlaces: { readonly [side in 'requests' | 'replies']: readonly IdPlace[] } = {
  requests: [],
  replies: [],
};

interface MessageInputs extends TypeInputs {
  readonly replyHeader: string | undefined;
  /** Whether the messages are in an envelope. */
  readonly inBody: boolean;
  /** Whether senders must set the correlation ids. */
  readonly isGiven: boolean;
}

/** Plans messages. `places` has the places of their correlation ids, if these are followed. */
function planMessages(
  messages: readonly Message[],
  places: readonly IdPlace[],
  inputs: MessageInputs,
): readonly MessagePlan[] {
  const names = messageNames(messages);
  return messages
    .map((message, index) => ({
      name: identifier(names[index] ?? ''),
      ...planMessage(message, places[index], inputs),
    }))
    .toSorted((a, b) => trials.indexOf(a.encoding) - trials.indexOf(b.encoding));
}

function planMessage(
  message: Message,
  place: IdPlace | undefined,
  { names, schemas, inBody, isGiven, replyHeader }: MessageInputs,
): Omit<MessagePlan, 'name'> {
  const encoding = encodingOf(message, schemas);
  const body = bodyType(message, encoding, names);
  const optionalId = isGiven ? undefined : declaredId(place, inBody);
  const idHeader = optionalId?.part === 'header' ? optionalId.path : [];
  return {
    message,
    encoding,
    body,
    payload: inBody ? declaredType(envelopePayload(message, schemas), names) : body,
    headers: planHeaders(message, { names, schemas, ownHeaders: [replyHeader, ...idHeader] }),
    correlationId: place && { part: place.part, path: place.path },
    optionalId,
  };
}

/** Returns the path to a declared id in what a sender passes: inside the envelope, if there is one. */
function declaredId(place: IdPlace | undefined, inBody: boolean): CorrelationTarget | undefined {
  if (place === undefined || place.schemas.length === 0) return undefined;
  const { part, path } = place;
  if (!inBody || part === 'header') return { part, path };
  const [first, ...inner] = path;
  return first === 'payload' && inner.length > 0 ? { part, path: inner } : undefined;
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
