import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Operation } from '../../model/api.js';
import { resolveSchema } from '../../model/schema/schemas.js';
import type { Schema } from '../../model/schema/schema.js';
import type { MessagePlan } from '../../plan/operations/messages.js';
import { declaredJson } from '../../plan/samples/schema-json.js';
import { groupBy } from '../../system/group-by.js';
import { maxRelated, quotedList } from '../group.js';
import type { DocumentFacts, DocumentRule } from '../rule.js';

/** Finds messages of an operation that a receiver cannot distinguish by their payloads and headers. */
export const findLookalikeMessages: DocumentRule = (facts) =>
  facts.plan.operations.flatMap(({ operation, messages }) => {
    const groups = groupBy(messages, (message) => signatureOf(message, facts));
    return [...groups.values()]
      .filter(({ length }) => length > 1)
      .map((alike) => toDiagnostic(operation, alike, facts));
  });

/** Returns what a receiver checks of a message. Binary payloads are not checked. */
function signatureOf(
  { message, encoding, body, headers }: MessagePlan,
  { plan }: DocumentFacts,
): string {
  const schemaOf = (schema: Schema | undefined): unknown =>
    schema && declaredJson(resolveSchema(schema, plan.api.schemas), plan.context);
  return JSON.stringify([
    encoding,
    body !== undefined,
    body?.kind === 'declared' ? schemaOf(message.payload) : null,
    headers === undefined ? null : schemaOf(message.headers),
  ]);
}

function toDiagnostic(
  { id, origin }: Operation,
  alike: readonly MessagePlan[],
  { locate }: DocumentFacts,
): Diagnostic {
  const names = alike.map(({ message }) => message.id);
  return diagnostic('MESSAGES_ALIKE', {
    message: `The messages ${quotedList(names)} of the operation "${id}" cannot be distinguished: each is received as ${quotedList(names.slice(0, 1))}.`,
    help: 'Add a property with a different "const" to each message, or use a separate channel for each.',
    place: locate(origin),
    related: alike.slice(0, maxRelated).map(({ message }) => ({
      message: `This is the message "${message.id}".`,
      place: locate(message.origin),
    })),
  });
}
