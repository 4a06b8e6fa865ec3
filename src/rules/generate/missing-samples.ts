import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { OperationPlan } from '../../plan/operations/operation-plan.js';
import { replySamples } from '../../plan/views/mock-view.js';
import type { PlanFacts, PlanRule } from '../rule.js';

/** Finds requests without a sample reply for the mock server. */
export const findMissingSamples: PlanRule = (facts) => {
  const { operations, samples } = facts.plan;
  const answered = new Set(replySamples(operations, samples).map(([{ operation }]) => operation));
  return operations
    .filter(
      ({ operation, reply }) =>
        operation.kind === 'request' && reply.length > 0 && !answered.has(operation),
    )
    .map((plan) => finding(plan, facts));
};

/** Returns the finding at the property without a sample, or else at the operation. */
function finding(
  { operation, replies }: OperationPlan,
  { plan: { samples }, locate }: PlanFacts,
): Diagnostic {
  const place = locate(operation.origin);
  const missing = replies
    .map(({ message }) => samples.missingIn(message))
    .find((each) => each !== undefined);
  const isProperty = missing !== undefined && missing.path !== '';
  const part = isProperty ? `for the property "${missing.path}"` : 'from the schema';
  return diagnostic('NO_SAMPLE', {
    message: `The mock server cannot reply to the operation "${operation.id}": no example is valid, and no valid value could be made ${part}.`,
    help: 'Add a valid example to the reply message.',
    place: isProperty ? locate(missing.schema.origin) : place,
    ...(isProperty && { related: [{ message: 'This operation has no sample.', place }] }),
  });
}
