import { didYouMean } from '../diagnostics/did-you-mean.js';
import type { ApiDescriptor, OperationDescriptor } from '../../templates/runtime/index.js';

/** An operation of an API that is mocked. */
export interface NamedOperation {
  /** The name of the API, e.g. `evse-manager-consumer`. */
  readonly api: string;
  /** Its name in the generated code, e.g. `pauseCharging`. */
  readonly name: string;
  readonly descriptor: OperationDescriptor;
}

/** Returns the operations of an API. */
export function namedOperations({
  name: api,
  operations,
}: ApiDescriptor): readonly NamedOperation[] {
  return Object.entries(operations).map(([name, descriptor]) => ({ api, name, descriptor }));
}

/** Whether the mock server sends the messages or the requests of an operation. */
export function isSent(kind: OperationDescriptor['kind']): boolean {
  return kind === 'subscribe' || kind === 'respond';
}

/** How many operations an explanation lists. */
const MAX_LISTED = 12;

/**
 * Returns the operation of a name: its id, its name in the generated code, or the last level of its topic, in any
 * case; `<api>/<name>` where several APIs have it. Throws a `RangeError` with an explanation.
 */
export function findOperation(
  given: string,
  operations: readonly NamedOperation[],
): NamedOperation {
  const [first, ...others] = bestOf(given, operations);
  if (first !== undefined && others.length === 0) return first;
  if (first !== undefined) {
    const choices = [first, ...others].map(({ api, descriptor }) => `${api}/${descriptor.id}`);
    throw new RangeError(
      `Several operations are called ${given}. Name one of them: ${choices.join(', ')}`,
    );
  }
  const similar = didYouMean(given, operations.flatMap(namesOf));
  const hint = similar === undefined ? listOf(operations) : `Did you mean ${similar}?`;
  throw new RangeError(`There is no operation ${JSON.stringify(given)}. ${hint}`);
}

/** Returns the operations whose names fit best: an exact name counts more than one in another case. */
function bestOf(given: string, operations: readonly NamedOperation[]): readonly NamedOperation[] {
  const exact = operations.filter((operation) => namesOf(operation).includes(given));
  if (exact.length > 0) return exact;
  const wanted = plain(given);
  return operations.filter((operation) => namesOf(operation).map(plain).includes(wanted));
}

function namesOf({ api, name, descriptor: { id, address } }: NamedOperation): readonly string[] {
  const names = [...new Set([name, id, lastLevel(address)])];
  return [...names, ...names.map((each) => `${api}/${each}`)];
}

/** Returns the last level of a topic; with `get`, the level before it, too. */
function lastLevel(address: string): string {
  const levels = address.split('/');
  return levels.at(-1) === 'get' ? levels.slice(-2).join('/') : (levels.at(-1) ?? '');
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}/]/gu, '');
}

function listOf(operations: readonly NamedOperation[]): string {
  const names = [...new Set(operations.map(({ name }) => name))];
  const more = names.length > MAX_LISTED ? `, and ${names.length - MAX_LISTED} more` : '';
  return `There are ${names.slice(0, MAX_LISTED).join(', ')}${more}`;
}
