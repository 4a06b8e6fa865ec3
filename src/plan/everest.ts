import type { OperationPlan } from './operations/operation-plan.js';

/** The last levels of the addresses at which modules of EVerest and their clients say that they are alive. */
const signsOfLife: ReadonlySet<string | undefined> = new Set(['heartbeat', 'communication_check']);

/** Whether an API has operations for which the runtime has an entry about EVerest. */
export function isLikeEverest(operations: readonly OperationPlan[]): boolean {
  return operations.some(({ address }) => signsOfLife.has(address.split('/').at(-1)));
}
