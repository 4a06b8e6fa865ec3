import type { Api } from '../model/api.js';
import type { OperationPlan } from './operations/operation-plan.js';

/** The last levels of the addresses at which modules of EVerest and their clients say that they are alive. */
const signsOfLife: ReadonlySet<string | undefined> = new Set(['heartbeat', 'communication_check']);

/** Whether an API has operations for which the runtime has an entry about EVerest. */
export function isLikeEverest(operations: readonly OperationPlan[]): boolean {
  return operations.some(({ address }) => signsOfLife.has(address.split('/').at(-1)));
}

/** Whether the topics of an API are those of EVerest, so that its peers deviate from the document as EVerest does. */
export function isEverest({ servers }: Pick<Api, 'servers'>): boolean {
  return servers.some(({ pathname = '' }) => /^\/?everest_api\//.test(pathname));
}
