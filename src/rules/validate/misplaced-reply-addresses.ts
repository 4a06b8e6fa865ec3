import { diagnostic, type DiagnosticCode } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { segmentsOf } from '../../json/pointer.js';
import type { Message, Operation } from '../../model/api.js';
import { below } from '../../model/origin.js';
import type { Schemas } from '../../model/schema/schemas.js';
import type { Schema } from '../../model/schema/schema.js';
import { propertySchemas } from '../../model/schema/declared-properties.js';
import { groupBy } from '../../system/group-by.js';
import { placesOf } from '../group.js';
import type { DocumentFacts, DocumentRule } from '../rule.js';

type Case = Extract<DiagnosticCode, 'REPLY_ADDRESS_IN_BODY' | 'REPLY_ADDRESS_UNDECLARED'>;

interface Misplaced {
  readonly code: Case;
  readonly operation: Operation;
  readonly location: string;
}

/** Finds reply addresses whose location no message of the operation declares. Groups by location. */
export const findMisplacedReplyAddresses: DocumentRule = (facts) => {
  const { operations, schemas } = facts.plan.api;
  const misplaced = operations.flatMap((operation) => misplacedIn(operation, schemas));
  const groups = groupBy(misplaced, ({ code, location }) => `${code} ${location}`);
  return [...groups.values()].map((group) => toDiagnostic(group, facts));
};

function misplacedIn(operation: Operation, schemas: Schemas): readonly Misplaced[] {
  if (!('reply' in operation) || operation.messages.length === 0) return [];
  const { address, envelope } = operation.reply;
  if (address.kind !== 'message') return [];
  const { location } = address;
  const found = operation.messages.some((message) => declares(message, location, schemas));
  if (found || !location.startsWith('$message.')) return [];
  const code = envelope === 'body' ? 'REPLY_ADDRESS_IN_BODY' : 'REPLY_ADDRESS_UNDECLARED';
  return [{ code, operation, location }];
}

/** Whether a runtime expression (AsyncAPI 3.0, `$message.header#/…`) leads to a declared property. */
function declares(message: Message, location: string, schemas: Schemas): boolean {
  const [, part, pointer = ''] = /^\$message\.(header|payload)#?(.*)$/.exec(location) ?? [];
  const start = part === 'header' ? message.headers : message.payload;
  if (start === undefined) return false;
  const found = segmentsOf(pointer).reduce<readonly Schema[]>(
    (level, name) => level.flatMap((schema) => propertySchemas(schema, name, schemas)),
    [start],
  );
  return found.length > 0;
}

const texts: Readonly<Record<Case, { readonly consequence: string; readonly help: string }>> = {
  REPLY_ADDRESS_IN_BODY: {
    consequence:
      'the generated code uses "headers.replyTo" in the JSON payload, which the messages declare',
    help: 'Write "$message.payload#/headers/replyTo". The generated code is correct without this change.',
  },
  REPLY_ADDRESS_UNDECLARED: {
    consequence: 'the generated code uses the response topic of MQTT 5',
    help: 'Declare the property in the headers or the payload of the message, or correct "location".',
  },
};

function toDiagnostic(group: readonly Misplaced[], { locate }: DocumentFacts): Diagnostic {
  const [{ code, location } = { code: 'REPLY_ADDRESS_UNDECLARED' as const, location: '' }] = group;
  const origins = group.map(({ operation }) =>
    below(operation.origin, 'reply', 'address', 'location'),
  );
  const { consequence, help } = texts[code];
  const subject =
    group.length === 1 ? 'The reply address' : `The reply address of ${group.length} operations`;
  return diagnostic(code, {
    message: `${subject} has the location ${location}, which no message declares: ${consequence}.`,
    help,
    ...placesOf(origins, locate),
  });
}
