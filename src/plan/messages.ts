import type { Message, Operation } from '../model/api.js';
import { envelopePayload } from '../model/envelope.js';
import type { Schemas } from '../model/schemas.js';
import type { Schema } from '../model/schema.js';
import { identifier, type Code } from './code.js';
import type { TypeNames } from './type-names.js';

/** The types that may stand in one place of an exchange; empty where the document declares none. */
export type PayloadTypes = readonly Code[];

/** What the two messages of an operation carry. */
export interface OperationTypes {
  /** Types of the whole body: what is validated. */
  readonly body: PayloadTypes;
  /** Types of what the caller hands in or gets: inside the envelope, if there is one. */
  readonly payload: PayloadTypes;
  /** Types of the reply. */
  readonly reply: PayloadTypes;
}

export function operationTypes(
  operation: Operation,
  names: TypeNames,
  schemas: Schemas,
): OperationTypes {
  const inBody = 'reply' in operation && operation.reply.envelope === 'body';
  const payloads = operation.messages.map((message) =>
    inBody ? envelopePayload(message, schemas) : message.payload,
  );
  return {
    body: typesOf(bodies(operation.messages), names),
    payload: typesOf(payloads, names),
    reply: 'reply' in operation ? typesOf(bodies(operation.reply.messages), names) : [],
  };
}

function bodies(messages: readonly Message[]): readonly (Schema | undefined)[] {
  return messages.map(({ payload }) => payload);
}

function typesOf(schemas: readonly (Schema | undefined)[], names: TypeNames): PayloadTypes {
  const found = schemas
    .filter((schema) => schema !== undefined)
    .map((schema) => names.nameOf(schema))
    .filter((name) => name !== undefined);
  return [...new Set(found)].map(identifier);
}
