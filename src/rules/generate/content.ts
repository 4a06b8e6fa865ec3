import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { unreadableFormat } from '../../model/encoding.js';
import { below } from '../../model/origin.js';
import type { Locate } from './generate.js';
import { encodingsOf } from '../../plan/operations/messages.js';
import type { ApiPlan } from '../../plan/plan.js';

/** Payloads that the bindings cannot type as the document may have meant it. */
export function contentFindings(plan: ApiPlan, locate: Locate): readonly Diagnostic[] {
  return [
    ...unreadableSchemas(plan, locate),
    ...unreadableHeaders(plan, locate),
    ...mixedMessages(plan, locate),
  ];
}

const meanings = { json: 'unknown', text: 'string', binary: 'Uint8Array' } as const;

function unreadableSchemas({ api }: ApiPlan, locate: Locate): readonly Diagnostic[] {
  return api.messages.flatMap((message) => {
    const format = unreadableFormat(message);
    if (format === undefined) return [];
    const { id, encoding, contentType, origin } = message;
    return [
      diagnostic('SCHEMA_FORMAT_UNREADABLE', {
        message: `The payload of ${id} is described in ${format}, which is not read: for ${contentType} its type is ${meanings[encoding]}.`,
        help: 'Describe the payload in JSON Schema to get a type and a validator.',
        place: locate(below(origin, 'payload')),
      }),
    ];
  });
}

function unreadableHeaders({ api }: ApiPlan, locate: Locate): readonly Diagnostic[] {
  return api.messages.flatMap(({ id, headers, headersFormat, origin }) => {
    if (headers !== undefined || headersFormat === undefined) return [];
    return [
      diagnostic('SCHEMA_FORMAT_UNREADABLE', {
        message: `The headers of ${id} are described in ${headersFormat}, which is not read: any are accepted.`,
        help: 'Describe the headers in JSON Schema to get a type and a validator.',
        place: locate(below(origin, 'headers')),
      }),
    ];
  });
}

function mixedMessages({ api, operations }: ApiPlan, locate: Locate): readonly Diagnostic[] {
  return operations.flatMap(({ operation }) => {
    const replies = 'reply' in operation ? operation.reply.messages : [];
    const mixed = [operation.messages, replies].filter(
      (messages) => encodingsOf(messages, api.schemas).length > 1,
    );
    return mixed.map((messages) => {
      const list = messages.map(({ id, contentType }) => `${id} (${contentType})`).join(', ');
      return diagnostic('CONTENT_TYPES_MIXED', {
        message: `The messages of ${operation.id} are written differently: ${list}. Each is tried as JSON first, then as text, then as bytes.`,
        help: 'Give each kind of message a channel, or restrict the operation to one kind.',
        place: locate(operation.origin),
      });
    });
  });
}
