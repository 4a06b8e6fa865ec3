import type { OperationPlan } from '../plan/operations/operation-plan.js';
import { isSender } from '../plan/operations/side.js';
import type { Direction } from './change.js';

/** Returns the direction of the messages of an operation, and that of its replies. */
export function directionsOf(operation: OperationPlan): {
  readonly messages: Direction;
  readonly replies: Direction;
} {
  return isSender(operation, 'client')
    ? { messages: 'sent', replies: 'received' }
    : { messages: 'received', replies: 'sent' };
}
