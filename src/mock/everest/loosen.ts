import { acceptAnything } from '../../../templates/runtime/validation/accept.js';
import type { ApiDescriptor, OperationDescriptor } from '../../../templates/runtime/index.js';
import type { Quirks } from './quirks.js';
import { variableOfGet } from './topics.js';

/** Returns an API that lets EVerest's quirks pass, which its document does not allow. */
export function loosen(api: ApiDescriptor, quirks: Quirks): ApiDescriptor {
  const operations = Object.entries(api.operations).map(
    ([name, operation]) => [name, loosenOperation(operation, quirks)] as const,
  );
  return { ...api, operations: Object.fromEntries(operations) };
}

const ANYTHING = { anything: { payload: acceptAnything } };

function loosenOperation(operation: OperationDescriptor, quirks: Quirks): OperationDescriptor {
  const { kind, address } = operation;
  const topic = address.replace(/^(?:e2m|m2e)\//, '');
  if (kind === 'subscribe' && isLoose(operation, topic, quirks)) {
    return { ...operation, messages: ANYTHING };
  }
  const hasAnyReply = kind === 'request' && variableOfGet(topic) !== undefined;
  return hasAnyReply ? { ...operation, replies: ANYTHING } : operation;
}

function isLoose({ messages }: OperationDescriptor, variable: string, quirks: Quirks): boolean {
  const isEmpty = Object.values(messages).every(({ payload }) => payload === undefined);
  return quirks.loosens(variable) || (isEmpty && quirks.has('true-for-nothing'));
}
