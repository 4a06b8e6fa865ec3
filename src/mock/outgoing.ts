import { didYouMean } from '../diagnostics/did-you-mean.js';
import type {
  ApiDescriptor,
  MockEngine,
  OperationDescriptor,
} from '../../templates/runtime/index.js';
import type { OperationPlan } from '../plan/operations/operation-plan.js';
import type { ApiPlan } from '../plan/plan.js';

/** A mock server at work. */
export interface MockedApi {
  readonly plan: ApiPlan;
  /** What the log calls it, which is unique. */
  readonly name: string;
  readonly descriptor: ApiDescriptor;
  readonly engine: MockEngine;
}

interface Target {
  readonly api: MockedApi;
  readonly operation: OperationPlan;
}

/** How many operations an explanation lists. */
const MAX_LISTED = 12;

/**
 * Sends what a user has typed: an operation, and after `=` or a space its payload as JSON. Without a
 * payload, a sample is sent. Rejects with an explanation. Resolves when the broker has the message, or
 * when the reply to a request is there.
 */
export async function sendTyped(text: string, apis: readonly MockedApi[]): Promise<void> {
  const [, name = '', typed = ''] = /^\s*([^\s=]*)\s*=?\s*(.*)$/s.exec(text) ?? [];
  const target = findTarget(name, apis);
  const { api, operation } = target;
  const descriptor = api.descriptor.operations[operation.names.subject];
  const payload = typed.trim() === '' ? sampleOf(target) : parse(typed.trim(), operation);
  const options = { parameters: parametersOf(descriptor) };
  if (descriptor?.kind === 'subscribe') return api.engine.send(descriptor, payload, options);
  if (descriptor?.kind === 'respond') await api.engine.request(descriptor, payload, options);
}

/** Returns the operation of a name: its id, its name or its method in generated code. */
function findTarget(name: string, apis: readonly MockedApi[]): Target {
  const all = apis.flatMap((api) => api.plan.operations.map((operation) => ({ api, operation })));
  const sent = all.filter(({ operation: { operation } }) => isSent(operation.kind));
  const [first, second] = sent.filter((target) => namesOf(target).includes(name));
  if (first !== undefined && second === undefined) return first;
  if (first !== undefined) {
    const choices = sent.filter((target) => namesOf(target).includes(name)).map(fullName);
    throw new Error(
      `Several APIs have an operation ${name}. Name one of them: ${choices.join(', ')}`,
    );
  }
  const received = all.find((target) => namesOf(target).includes(name));
  if (received !== undefined) {
    throw new Error(`The client sends ${name}, the mock server receives it. ${listOf(sent)}`);
  }
  const similar = didYouMean(name, sent.flatMap(namesOf));
  const hint = similar === undefined ? listOf(sent) : `Did you mean ${similar}?`;
  throw new Error(`There is no operation ${JSON.stringify(name)}. ${hint}`);
}

function isSent(kind: OperationDescriptor['kind']): boolean {
  return kind === 'subscribe' || kind === 'respond';
}

function namesOf(target: Target): readonly string[] {
  const { operation, names } = target.operation;
  return [operation.id, names.subject, names.mock, fullName(target)];
}

function fullName({ api, operation }: Target): string {
  return `${api.name}/${operation.operation.id}`;
}

function listOf(sent: readonly Target[]): string {
  if (sent.length === 0) return 'The mock server has no operation that it sends';
  const ids = sent.slice(0, MAX_LISTED).map(({ operation }) => operation.operation.id);
  const more = sent.length > MAX_LISTED ? `, and ${sent.length - MAX_LISTED} more` : '';
  return `The mock server sends ${ids.join(', ')}${more}`;
}

/** Returns a valid payload; `undefined` if the operation has none. */
function sampleOf({ api, operation }: Target): unknown {
  const [message] = operation.messages;
  const sample = operation.messages.map((each) => api.plan.samples.of(each)).find(Boolean);
  if (sample?.kind === 'value') return structuredClone(sample.value);
  if (sample?.kind === 'bytes') return Uint8Array.from(sample.bytes);
  if (message?.payload === undefined) return undefined;
  throw new Error(
    `No valid payload of ${operation.operation.id} was found in time. Pass one: ${operation.operation.id}=<json>`,
  );
}

function parse(text: string, { operation, messages }: OperationPlan): unknown {
  const encoding = messages[0]?.encoding;
  try {
    const value: unknown = JSON.parse(text);
    return encoding === 'binary' && typeof value === 'string' ? bytesOf(value) : value;
  } catch (error) {
    if (encoding === 'text') return text;
    if (encoding === 'binary') return bytesOf(text);
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The payload of ${operation.id} is not JSON: ${reason}. Strings and property names need double quotes, and in a shell all of it needs single quotes: '${operation.id}="text"'`,
      { cause: error },
    );
  }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Returns values for the channel parameters that have no default: the first allowed one, else the name. */
function parametersOf(
  descriptor: OperationDescriptor | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(descriptor?.parameters ?? {}).map(([name, { default: usual, values }]) => [
      name,
      usual ?? values?.[0] ?? name,
    ]),
  );
}
