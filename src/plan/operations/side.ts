import type { Api, Operation } from '../../model/api.js';

/** The class of a method. */
export type Side = 'client' | 'mock';

/** Whether the method of a side sends the message or request of the operation. */
export function isSender({ operation }: { readonly operation: Operation }, side: Side): boolean {
  const byClient = operation.kind === 'publish' || operation.kind === 'request';
  return byClient === (side === 'client');
}

/** Returns the class that acts as the application that the document describes. */
export function applicationOf({ side }: Pick<Api, 'side'>): Side {
  return side === 'application' ? 'client' : 'mock';
}
