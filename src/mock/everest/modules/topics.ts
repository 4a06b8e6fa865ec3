import type { ApiDescriptor, OperationDescriptor } from '../../../../templates/runtime/index.js';
import { selectServer } from '../../../../templates/runtime/connection/server.js';

/** Returns the type of the API module, e.g. `evse_manager_consumer`; `undefined` if it is not EVerest's. */
export function moduleType(api: ApiDescriptor): string | undefined {
  const { pathname = '' } = selectServer(api, undefined);
  return /^\/?everest_api\/1\/([^/{}]+)\//.exec(pathname)?.[1];
}

/** Whether an API is the one by which modules are discovered. */
export function isEntrypoint(api: ApiDescriptor): boolean {
  const { pathname = '' } = selectServer(api, undefined);
  const addresses = Object.values(api.operations).map(({ address }) => address);
  return /^\/?everest_api\/?$/.test(pathname) && addresses.includes('discover');
}

/** An operation of a module, by its topic. */
export interface ModuleOperation {
  /** Its name in the generated code. */
  readonly operation: string;
  readonly descriptor: OperationDescriptor;
}

/** Maps the topics behind `e2m/` or `m2e/` to the operations of an API. */
export function operationsBehind(
  side: 'e2m' | 'm2e',
  { operations }: ApiDescriptor,
): ReadonlyMap<string, ModuleOperation> {
  return new Map(
    Object.entries(operations)
      .filter(([, { address }]) => address.startsWith(`${side}/`))
      .map(([operation, descriptor]) => [
        descriptor.address.slice(`${side}/`.length),
        { operation, descriptor },
      ]),
  );
}

/** Maps the names of operations in the generated code to the topics that lead to them. */
export function topicsByOperation(
  operations: ReadonlyMap<string, ModuleOperation>,
): ReadonlyMap<string, string> {
  return new Map([...operations].map(([topic, { operation }]) => [operation, topic]));
}

/** Returns the variable of `<variable>/get`. */
export function variableOfGet(topic: string): string | undefined {
  return /^(.+)\/get$/.exec(topic)?.[1];
}
