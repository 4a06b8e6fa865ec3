import type { OperationPlan } from './operation-plan.js';

/** Why an API does not work with MQTT 3.1.1 at all, in words; `undefined` where it does. */
export function mqtt5Need(operations: readonly OperationPlan[]): string | undefined {
  for (const { operation, messages } of operations) {
    if ('reply' in operation && operation.reply.envelope === 'properties') return 'its replies';
    if (messages.some(({ headers }) => headers?.required === true))
      return 'the headers of its messages';
  }
  return undefined;
}
