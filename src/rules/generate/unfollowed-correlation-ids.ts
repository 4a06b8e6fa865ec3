import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Correlation } from '../../plan/operations/correlation.js';
import type { UnusableReason } from '../../plan/operations/id-place.js';
import type { OperationPlan } from '../../plan/operations/operation-plan.js';
import type { PlanFacts, PlanRule } from '../rule.js';

/** Finds correlation ids by which replies are not matched, and those that callers have to set. */
export const findUnfollowedCorrelationIds: PlanRule = ({ plan: { operations }, locate }) =>
  operations.flatMap((plan) => findingsOf(plan, locate));

type Locate = PlanFacts['locate'];

function findingsOf(
  { operation, correlation }: OperationPlan,
  locate: Locate,
): readonly Diagnostic[] {
  if (correlation.kind === 'none') return [];
  const place = locate(correlation.declared.origin);
  if (correlation.kind === 'unpaired') {
    return [
      diagnostic('CORRELATION_ID_UNPAIRED', { ...unpairedText(operation.id, correlation), place }),
    ];
  }
  const { location } = correlation.declared;
  if (correlation.kind === 'unusable') {
    const { problem, help } = unusableTexts[correlation.reason];
    return [
      diagnostic('CORRELATION_ID_UNUSABLE', {
        message: `The correlation id ${location} of the operation "${operation.id}" is ignored, since ${problem}.`,
        help,
        place,
      }),
    ];
  }
  if (correlation.id.kind !== 'given') return [];
  return [
    diagnostic('CORRELATION_ID_NOT_GENERATED', {
      message: `Callers of the operation "${operation.id}" have to set the correlation id ${location}, since the schemas of request and reply accept neither a UUID nor an integer.`,
      help: 'Allow any string of 36 characters, or any integer.',
      place,
    }),
  ];
}

type Unpaired = Extract<Correlation, { kind: 'unpaired' }>;

function unpairedText(
  id: string,
  { declared, without, message }: Unpaired,
): Pick<Diagnostic, 'message' | 'help'> & { readonly help: string } {
  const subject =
    message === undefined
      ? `its ${without} has no messages`
      : `the message "${message.id}" of its ${without} has none`;
  const owner = message === undefined ? `a message of the ${without}` : `"${message.id}"`;
  return {
    message: `The correlation id ${declared.location} of the operation "${id}" is ignored, since ${subject}.`,
    help: `Add a "correlationId" with the location of the id to ${owner}.`,
  };
}

/** What prevents the use of a location, and how to fix it. */
const unusableTexts: Readonly<
  Record<UnusableReason, { readonly problem: string; readonly help: string }>
> = {
  depth: {
    problem: 'its location has more than ten keys',
    help: 'Move the id closer to the start of the payload.',
  },
  encoding: {
    problem: 'the payload is not JSON',
    help: 'Put the id into a header: $message.header#/ and the name of the header.',
  },
  expression: {
    problem: 'its location cannot be parsed',
    help: 'Write $message.payload# or $message.header#, and a JSON pointer such as /requestId.',
  },
  mismatch: {
    problem: 'no string and no integer is valid in every request and every reply',
    help: 'Give the id the same type in requests and replies; in headers without a schema it is a string.',
  },
  nested: {
    problem: 'a header has no keys',
    help: 'Write $message.header#/ and the name of a header.',
  },
  type: {
    problem: 'the value at its location is neither a string nor an integer',
    help: 'Declare the property as "type: string" or "type: integer".',
  },
  undeclared: {
    problem: 'the schema does not declare a property at its location',
    help: 'Declare the property, or correct the location.',
  },
  whole: {
    problem: 'its location names no property',
    help: 'Append a JSON pointer to a property, such as /requestId.',
  },
};
