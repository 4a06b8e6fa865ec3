import type { Encoding, Message, Operation } from '../model/api.js';
import { envelopePayload } from '../model/envelope.js';
import type { Schemas } from '../model/schemas.js';
import type { Schema } from '../model/schema.js';
import { identifier } from './code.js';
import type { PayloadType, PayloadTypes } from './payload-type.js';
import type { TypeNames } from './type-names.js';
import { kindsOf } from './value-kinds.js';

/** What the two messages of an operation carry. */
export interface OperationTypes {
  readonly encoding: Encoding;
  /** Types of the whole body: what is validated. */
  readonly body: PayloadTypes;
  /** Types of what the caller hands in or gets: inside the envelope, if there is one. */
  readonly payload: PayloadTypes;
  /** Types of the reply. */
  readonly reply: PayloadTypes;
  readonly replyEncoding: Encoding;
}

export function operationTypes(
  operation: Operation,
  names: TypeNames,
  schemas: Schemas,
): OperationTypes {
  const { messages } = operation;
  const replies = 'reply' in operation ? operation.reply.messages : [];
  const inBody = 'reply' in operation && operation.reply.envelope === 'body';
  const body = bodyTypes(messages, names, schemas);
  const inner = messages.map((message) => envelopePayload(message, schemas));
  return {
    encoding: commonEncoding(messages, schemas),
    body,
    payload: inBody ? distinct(inner.flatMap((schema) => declared(schema, names))) : body,
    reply: bodyTypes(replies, names, schemas),
    replyEncoding: commonEncoding(replies, schemas),
  };
}

/** In how many ways some messages are written; those without payload do not count. */
export function encodingsOf(messages: readonly Message[], schemas: Schemas): readonly Encoding[] {
  const full = messages.filter(({ hasPayload }) => hasPayload);
  return [...new Set(full.map((message) => encodingOf(message, schemas)))];
}

/** Nothing tells messages on one topic apart but their bytes, so these are all that is common. */
function commonEncoding(messages: readonly Message[], schemas: Schemas): Encoding {
  const [first = 'json', ...others] = encodingsOf(messages, schemas);
  return others.length === 0 ? first : 'binary';
}

/** A text that has to be a number, say, is the JSON of that number. */
export function encodingOf({ encoding, payload }: Message, schemas: Schemas): Encoding {
  if (encoding !== 'text' || payload === undefined) return encoding;
  return kindsOf(payload, schemas).includes('string') ? 'text' : 'json';
}

function bodyTypes(messages: readonly Message[], names: TypeNames, schemas: Schemas): PayloadTypes {
  const encoding = commonEncoding(messages, schemas);
  const full = messages.filter(({ hasPayload }) => hasPayload);
  if (encoding === 'binary') return full.length === 0 ? [] : [{ kind: 'bytes' }];
  const unknown: PayloadType = { kind: encoding === 'text' ? 'text' : 'anything' };
  return distinct(
    full.flatMap(({ payload }) => (payload === undefined ? [unknown] : declared(payload, names))),
  );
}

function declared(schema: Schema | undefined, names: TypeNames): PayloadTypes {
  const name = schema === undefined ? undefined : names.nameOf(schema);
  return name === undefined ? [] : [{ kind: 'declared', name: identifier(name) }];
}

function distinct(types: PayloadTypes): PayloadTypes {
  return [...new Map(types.map((type) => [JSON.stringify(type), type])).values()];
}
