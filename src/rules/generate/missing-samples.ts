import { diagnostic } from '../../diagnostics/catalogue.js';
import { replySamples } from '../../plan/views/mock-view.js';
import type { PlanRule } from '../rule.js';

/** Requests that a mock server has nothing to answer with. */
export const findMissingSamples: PlanRule = ({ plan: { operations, samples }, locate }) => {
  const answered = new Set(replySamples(operations, samples).map(([{ operation }]) => operation));
  return operations
    .filter(
      ({ operation, reply }) =>
        operation.kind === 'request' && reply.length > 0 && !answered.has(operation),
    )
    .map(({ operation }) =>
      diagnostic('NO_SAMPLE', {
        message: `No valid reply to ${operation.id} could be found for the mock server to answer with.`,
        help: 'Give the reply message a valid example.',
        place: locate(operation.origin),
      }),
    );
};
