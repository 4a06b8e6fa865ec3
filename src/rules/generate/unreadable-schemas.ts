import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { unreadableFormat } from '../../model/encoding.js';
import { below } from '../../model/origin.js';
import type { PlanFacts, PlanRule } from '../rule.js';

const types = { json: 'unknown', text: 'string', binary: 'Uint8Array' } as const;

/** Payloads and headers whose schemas are in a format that is not read, so that anything is accepted. */
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
        message: `The payload of ${id} is described in ${format}, which is not read: for ${contentType} its type is ${types[encoding]}.`,
        help: 'Describe the payload in JSON Schema to get a type and a validator.',
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
        message: `The headers of ${id} are described in ${headersFormat}, which is not read: any are accepted.`,
        help: 'Describe the headers in JSON Schema to get a type and a validator.',
        place: locate(below(origin, 'headers')),
      }),
    ];
  });
}
