import type { OperationPlan } from '../plan/operations/operation-plan.js';
import type { Direction } from './change.js';

/** Returns the direction of the messages of an operation, and that of its replies. */
export function directionsOf({ operation }: OperationPlan): {
  readonly messages: Direction;
  readonly replies: Direction;
} {
  const isSent = operation.kind === 'publish' || operation.kind === 'request';
  return isSent
    ? { messages: 'sent', replies: 'received' }
    : { messages: 'received', replies: 'sent' };
}
