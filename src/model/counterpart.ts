import type { Api, Operation } from './api.js';

/** Returns the API for the other side, which receives what this one sends, and sends what it receives. */
export function counterpartOf(api: Api): Api {
  const side = api.side === 'application' ? 'counterpart' : 'application';
  return { ...api, side, operations: api.operations.map(turnRound) };
}

function turnRound(operation: Operation): Operation {
  switch (operation.kind) {
    case 'publish':
      return { ...operation, kind: 'subscribe' };
    case 'subscribe':
      return { ...operation, kind: 'publish' };
    case 'request':
      return { ...operation, kind: 'respond' };
    case 'respond':
      return { ...operation, kind: 'request' };
  }
}
