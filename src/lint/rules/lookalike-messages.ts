import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Operation } from '../../model/api.js';
import { resolveSchema } from '../../model/schema/schemas.js';
import type { Schema } from '../../model/schema/schema.js';
import type { MessagePlan } from '../../plan/messages.js';
import { declaredJson } from '../../plan/schema-json.js';
import { groupBy, mostRelated, quotedList } from '../group.js';
import type { Rule, Subject } from '../rule.js';

/** Messages of one operation whose payloads and headers pass the same tests. */
export const findLookalikeMessages: Rule = (subject) =>
  subject.plan.operations.flatMap(({ operation, messages }) => {
    const groups = groupBy(messages, (message) => looksOf(message, subject));
    return [...groups.values()]
      .filter(({ length }) => length > 1)
      .map((alike) => toDiagnostic(operation, alike, subject));
  });

/** Bytes pass for any message whose payload is bytes. */
function looksOf({ message, encoding, body, headers }: MessagePlan, { plan }: Subject): string {
  const testOf = (schema: Schema | undefined): unknown =>
    schema && declaredJson(resolveSchema(schema, plan.api.schemas), plan.context);
  return JSON.stringify([
    encoding,
    body !== undefined,
    body?.kind === 'declared' ? testOf(message.payload) : null,
    headers === undefined ? null : testOf(message.headers),
  ]);
}

function toDiagnostic(
  { id, origin }: Operation,
  alike: readonly MessagePlan[],
  { locate }: Subject,
): Diagnostic {
  const names = alike.map(({ message }) => message.id);
  return diagnostic('MESSAGES_ALIKE', {
    message: `The messages ${quotedList(names)} of ${id} look the same, so all of them are taken for ${quotedList(names.slice(0, 1))}.`,
    help: 'Tell them apart by a property with a "const", or give each a channel.',
    place: locate(origin),
    related: alike.slice(0, mostRelated).map(({ message }) => ({
      message: `${message.id} is here`,
      place: locate(message.origin),
    })),
  });
}
