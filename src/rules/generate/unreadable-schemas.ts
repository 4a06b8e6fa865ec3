import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { unreadableFormat } from '../../model/encoding.js';
import { below } from '../../model/origin.js';
import type { PlanFacts, PlanRule } from '../rule.js';

const types = { json: 'unknown', text: 'string', binary: 'Uint8Array' } as const;

/** Finds payloads and headers whose schema has an unsupported format: any value is accepted. */
export const findUnreadableSchemas: PlanRule = (facts) => [
  ...unreadablePayloads(facts),
  ...unreadableHeaders(facts),
];

function unreadablePayloads({ plan: { api }, locate }: PlanFacts): readonly Diagnostic[] {
  return api.messages.flatMap((message) => {
    const format = unreadableFormat(message);
    if (format === undefined) return [];
    const { id, encoding, contentType, origin } = message;
    return [
      diagnostic('SCHEMA_FORMAT_UNREADABLE', {
        message: `The payload of the message "${id}" has the schema format ${format}, which is not supported. For ${contentType}, its type is ${types[encoding]}.`,
        help: 'To get a type and a validator, write the schema of the payload in JSON Schema.',
        place: locate(below(origin, 'payload')),
      }),
    ];
  });
}

function unreadableHeaders({ plan: { api }, locate }: PlanFacts): readonly Diagnostic[] {
  return api.messages.flatMap(({ id, headers, headersFormat, origin }) => {
    if (headers !== undefined || headersFormat === undefined) return [];
    return [
      diagnostic('SCHEMA_FORMAT_UNREADABLE', {
        message: `The headers of the message "${id}" have the schema format ${headersFormat}, which is not supported. Any headers are accepted.`,
        help: 'To get a type and a validator, write the schema of the headers in JSON Schema.',
        place: locate(below(origin, 'headers')),
      }),
    ];
  });
}
