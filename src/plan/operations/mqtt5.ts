import type { OperationPlan } from './operation-plan.js';

/** Returns what an API needs MQTT 5 for, in words; `undefined` if MQTT 3.1.1 is sufficient. */
export function mqtt5Need(operations: readonly OperationPlan[]): string | undefined {
  for (const plan of operations) {
    if (needsReplyProperties(plan)) return 'its replies';
    const isInHeader = [...plan.messages, ...plan.replies].some(
      ({ correlationId }) => correlationId?.part === 'header',
    );
    if (isInHeader || plan.messages.some(({ headers }) => headers?.required === true))
      return 'the headers of its messages';
  }
  return undefined;
}

/** Whether requests name their reply topic in MQTT 5 properties, or replies are matched by these. */
function needsReplyProperties({ operation, correlation, replyAddress }: OperationPlan): boolean {
  if (!('reply' in operation) || operation.reply.envelope === 'body') return false;
  return correlation.kind !== 'followed' || replyAddress === undefined;
}
