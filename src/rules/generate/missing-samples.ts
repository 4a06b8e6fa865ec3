import { diagnostic } from '../../diagnostics/catalogue.js';
import { replySamples } from '../../plan/views/mock-view.js';
import type { PlanRule } from '../rule.js';

/** Finds requests without a sample reply for the mock server. */
export const findMissingSamples: PlanRule = ({ plan: { operations, samples }, locate }) => {
  const answered = new Set(replySamples(operations, samples).map(([{ operation }]) => operation));
  return operations
    .filter(
      ({ operation, reply }) =>
        operation.kind === 'request' && reply.length > 0 && !answered.has(operation),
    )
    .map(({ operation }) =>
      diagnostic('NO_SAMPLE', {
        message: `The mock server cannot reply to the operation "${operation.id}": no example is valid, and no valid value could be made from the schema.`,
        help: 'Add a valid example to the reply message.',
        place: locate(operation.origin),
      }),
    );
};
