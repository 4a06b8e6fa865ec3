import type { OperationPlan } from './operation-plan.js';

/** Returns what an API needs MQTT 5 for, in words; `undefined` if MQTT 3.1.1 is sufficient. */
export function mqtt5Need(operations: readonly OperationPlan[]): string | undefined {
  for (const { operation, messages } of operations) {
    if ('reply' in operation && operation.reply.envelope === 'properties') return 'its replies';
    if (messages.some(({ headers }) => headers?.required === true))
      return 'the headers of its messages';
  }
  return undefined;
}
