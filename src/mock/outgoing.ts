import { didYouMean } from '../diagnostics/did-you-mean.js';
import { isSent } from './find-operation.js';
import type {
  Answer,
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
  /** The values of its server variables. */
  readonly variables: Readonly<Record<string, string>>;
  readonly engine: MockEngine;
  /** Returns the next payload of an operation on a topic; `undefined` if there is none. */
  readonly payloadOf: (name: string, topic: string) => Answer | undefined;
}

type NamedApi = Pick<MockedApi, 'plan' | 'name'>;

interface Target<A extends NamedApi = NamedApi> {
  readonly api: A;
  readonly operation: OperationPlan;
}

/** How many operations an explanation lists. */
const MAX_LISTED = 12;

/** A message to send. */
export interface GivenMessage {
  /** The id, name or method of an operation that the mock server sends. */
  readonly operation: string;
  /** The payload, with bytes as `{ base64 }`; absent for a sample. */
  readonly payload?: unknown;
  /** Values of channel parameters; the others take their default, else their first value or their name. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** How long the broker and the client may take. */
  readonly timeoutMs?: number | undefined;
}

/** What was sent: the name of the API, the id of the operation, and the reply to a request. */
export interface SentMessage {
  readonly api: string;
  readonly operation: string;
  readonly reply?: unknown;
}

/** A message that cannot be sent, since it names something that does not exist or is not readable. */
export class MessageFault extends Error {
  readonly code = 'OPERATION';
}

/**
 * Sends what a user has typed: an operation, and after `=` or a space its payload as JSON. Without a
 * payload, a sample is sent. Rejects with an explanation. Resolves when the broker has the message, or
 * when the reply to a request is there.
 */
export async function sendTyped(text: string, apis: readonly MockedApi[]): Promise<void> {
  const [, name = '', typed = ''] = /^\s*([^\s=]*)\s*=?\s*(.*)$/s.exec(text) ?? [];
  const target = findTarget(name, apis);
  const written = typed.trim();
  const payload = written === '' ? payloadOf(target) : parse(written, target.operation);
  await send(target, payload, {});
}

/** Sends a message. Rejects with an explanation. Resolves as `sendTyped` does. */
export async function sendMessage(
  given: GivenMessage,
  apis: readonly MockedApi[],
): Promise<SentMessage> {
  const target = findTarget(given.operation, apis);
  const { payload } = given;
  const value =
    payload === undefined
      ? payloadOf(target, given.parameters)
      : readBytes(payload, target.operation);
  const reply = await send(target, value, given);
  const { api, operation } = target;
  const sent = { api: api.name, operation: operation.operation.id };
  return operation.operation.kind === 'respond' ? { ...sent, reply } : sent;
}

async function send(
  { api, operation }: Target<MockedApi>,
  payload: unknown,
  { parameters = {}, timeoutMs }: Pick<GivenMessage, 'parameters' | 'timeoutMs'>,
): Promise<unknown> {
  const descriptor = api.descriptor.operations[operation.names.subject];
  const known = parametersOf(descriptor);
  refuseUnknownParameters(Object.keys(parameters), Object.keys(known));
  const options = { parameters: { ...known, ...parameters }, timeoutMs };
  if (descriptor?.kind === 'subscribe') return api.engine.send(descriptor, payload, options);
  if (descriptor?.kind === 'respond') return api.engine.request(descriptor, payload, options);
  return undefined;
}

function refuseUnknownParameters(given: readonly string[], known: readonly string[]): void {
  const unknown = given.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const list = known.length === 0 ? 'It has none' : `It has ${known.join(', ')}`;
  throw new MessageFault(`The topic has no parameter ${JSON.stringify(unknown)}. ${list}`);
}

/**
 * Returns the operation of a name: its id, its name or its method in generated code. Throws a `MessageFault` if
 * the mock server sends none of this name.
 */
export function findTarget<A extends NamedApi>(name: string, apis: readonly A[]): Target<A> {
  const all = apis.flatMap((api) => api.plan.operations.map((operation) => ({ api, operation })));
  const sent = all.filter(({ operation: { operation } }) => isSent(operation.kind));
  const [first, second] = sent.filter((target) => namesOf(target).includes(name));
  if (first !== undefined && second === undefined) return first;
  if (first !== undefined) {
    const choices = sent.filter((target) => namesOf(target).includes(name)).map(fullName);
    throw new MessageFault(
      `Several APIs have an operation ${name}. Name one of them: ${choices.join(', ')}`,
    );
  }
  const received = all.find((target) => namesOf(target).includes(name));
  if (received !== undefined) {
    throw new MessageFault(
      `The client sends ${name}, the mock server receives it. ${listOf(sent)}`,
    );
  }
  const similar = didYouMean(name, sent.flatMap(namesOf));
  const hint = similar === undefined ? listOf(sent) : `Did you mean ${similar}?`;
  throw new MessageFault(`There is no operation ${JSON.stringify(name)}. ${hint}`);
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
function payloadOf(
  { api, operation }: Target<MockedApi>,
  parameters: Readonly<Record<string, string>> = {},
): unknown {
  const { subject } = operation.names;
  const descriptor = api.descriptor.operations[subject];
  const values = new Map(Object.entries({ ...parametersOf(descriptor), ...parameters }));
  const topic = (descriptor?.address ?? '').replace(
    /\{([^{}]+)\}/g,
    (_, name: string) => values.get(name) ?? name,
  );
  const found = api.payloadOf(subject, topic);
  if (found !== undefined) return found.value;
  if (operation.messages[0]?.payload === undefined) return undefined;
  throw new MessageFault(
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
    throw new MessageFault(
      `The payload of ${operation.id} is not JSON: ${reason}. Strings and property names need double quotes, and in a shell all of it needs single quotes: '${operation.id}="text"'`,
      { cause: error },
    );
  }
}

/** Returns the bytes that a payload of JSON stands for, if the operation has bytes. */
function readBytes(payload: unknown, { messages }: OperationPlan): unknown {
  if (messages[0]?.encoding !== 'binary') return payload;
  if (typeof payload === 'string') return bytesOf(payload);
  const isObject = typeof payload === 'object' && payload !== null && 'base64' in payload;
  const base64 = isObject ? payload.base64 : undefined;
  return typeof base64 === 'string' ? Uint8Array.from(Buffer.from(base64, 'base64')) : payload;
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
