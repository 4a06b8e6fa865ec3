import type { OperationPlan } from './operation-plan.js';

/** Which class a method is for. */
export type Side = 'client' | 'mock';

/** Whether a side starts the exchange; then its method has options to send with. */
export function isSender({ operation }: Pick<OperationPlan, 'operation'>, side: Side): boolean {
  const byClient = operation.kind === 'publish' || operation.kind === 'request';
  return byClient === (side === 'client');
}
