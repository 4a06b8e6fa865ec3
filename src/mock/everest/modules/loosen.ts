import type {
  ApiDescriptor,
  Assert,
  OperationDescriptor,
  RequestOperation,
} from '../../../../templates/runtime/index.js';
import { acceptAnything } from '../../../../templates/runtime/validation/accept.js';
import type { Quirks } from '../quirks.js';
import { textAt } from '../station/members.js';
import { variableOfGet } from './topics.js';

/**
 * Returns an API with what EVerest sends and its document does not allow: values of quirks, and variables that can be
 * got but have no operation.
 */
export function loosen(api: ApiDescriptor, quirks: Quirks): ApiDescriptor {
  const operations = Object.entries(api.operations).map(
    ([name, operation]) => [name, loosenOperation(operation, quirks)] as const,
  );
  const all = {
    ...Object.fromEntries(undeclaredVariables(api)),
    ...Object.fromEntries(operations),
  };
  return { ...api, operations: all };
}

const ANYTHING = { anything: { payload: acceptAnything } };
const ANY_TEXT = { anything: { payload: acceptAnything, encoding: 'text' } } as const;

function loosenOperation(operation: OperationDescriptor, quirks: Quirks): OperationDescriptor {
  const topic = operation.address.replace(/^(?:e2m|m2e)\//, '');
  if (operation.kind === 'subscribe' && isLoose(operation, topic, quirks)) {
    return { ...operation, messages: ANYTHING };
  }
  if (operation.kind === 'respond' && quirks.loosens(topic)) {
    return { ...operation, messages: ANYTHING };
  }
  if (operation.kind === 'publish' && /^(?:raise|clear)_error$/.test(topic)) {
    return { ...operation, messages: withCommunicationFault(operation.messages) };
  }
  return operation.kind === 'request' ? loosenReplies(operation, topic, quirks) : operation;
}

function loosenReplies(
  operation: RequestOperation,
  topic: string,
  quirks: Quirks,
): OperationDescriptor {
  if (topic === 'get_verify_location' && quirks.has('raw-verify-location')) {
    return { ...operation, replies: ANY_TEXT };
  }
  const isAny = variableOfGet(topic) !== undefined || quirks.loosens(topic);
  return isAny ? { ...operation, replies: ANYTHING } : operation;
}

type Messages = OperationDescriptor['messages'];

function isLoose({ messages }: OperationDescriptor, variable: string, quirks: Quirks): boolean {
  const isEmpty = Object.values(messages).every(({ payload }) => payload === undefined);
  return quirks.loosens(variable) || (isEmpty && quirks.has('true-for-nothing'));
}

/** EVerest accepts an error that the lists of its documents lack, and that its own driver of boards sends. */
function withCommunicationFault(messages: Messages): Messages {
  const [first] = Object.values(messages);
  if (first?.payload === undefined) return messages;
  const accept: Assert<unknown> = first.payload;
  const payload: Assert<unknown> = (value) => {
    if (textAt(value, 'type') !== 'CommunicationFault') accept(value);
  };
  return { error: { ...first, payload } };
}

/** The document of external energy limits has a request for its capabilities, and no operation that receives them. */
function undeclaredVariables({
  operations,
}: ApiDescriptor): readonly (readonly [string, OperationDescriptor])[] {
  const addresses = Object.values(operations).map(({ address }) => address);
  return Object.values(operations).flatMap((operation) => {
    const variable = /^m2e\/(.+)\/get$/.exec(operation.address)?.[1] ?? '';
    const address = `e2m/${variable}`;
    if (operation.kind !== 'request' || variable === '' || addresses.includes(address)) return [];
    const id = `receive_${variable}`;
    return [[id, { kind: 'subscribe', id, address, messages: ANYTHING }]];
  });
}
