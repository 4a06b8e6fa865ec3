import type { Answer, Assert, Messages } from '../../../templates/runtime/index.js';
import { childPointer } from '../../json/pointer.js';
import { findOperation, type NamedOperation } from '../find-operation.js';
import { reasonOf } from '../reason.js';
import { Counter } from './counter.js';

/** Payloads by the names of operations. A list has several, which are used one after the other, over and over. */
export type GivenOverrides = Readonly<Record<string, unknown>>;

/** A mistake in overrides. */
export interface OverrideFault {
  /** The JSON pointer to it. */
  readonly pointer: string;
  readonly message: string;
}

/** Overrides with mistakes, which `faults` lists: at least one. */
export class OverrideError extends Error {
  override readonly name = 'OverrideError';
  readonly code = 'OVERRIDE';
  readonly faults: readonly OverrideFault[];

  constructor(faults: readonly OverrideFault[]) {
    super(faults.map(({ pointer, message }) => `${pointer}: ${message}`).join('\n'));
    this.faults = faults;
  }
}

/** The payloads that a mock server sends instead of samples. */
export class Overrides {
  readonly #payloads = new Map<string, readonly unknown[]>();
  readonly #counter = new Counter();

  /** Adds payloads; throws an `OverrideError` for unknown operations and for payloads that are not valid. */
  add(given: GivenOverrides, operations: readonly NamedOperation[]): void {
    const faults = findOverrideFaults(given, operations);
    if (faults.length > 0) throw new OverrideError(faults);
    for (const [name, payload] of Object.entries(given)) {
      this.#payloads.set(keyOf(findOperation(name, operations)), listOf(payload));
    }
  }

  /** Returns the next payload on a topic; `undefined` if the operation has none of its own. */
  next(operation: Pick<NamedOperation, 'api' | 'name'>, topic: string): Answer | undefined {
    const key = keyOf(operation);
    const payloads = this.#payloads.get(key);
    if (payloads === undefined) return undefined;
    const index = this.#counter.next(`${key} ${topic}`) % payloads.length;
    return { value: structuredClone(payloads[index]) };
  }

  /** Starts all lists from their beginning. */
  reset(): void {
    this.#counter.clear();
  }
}

function keyOf({ api, name }: Pick<NamedOperation, 'api' | 'name'>): string {
  return `${api}/${name}`;
}

function listOf(payload: unknown): readonly unknown[] {
  return Array.isArray(payload) ? payload : [payload];
}

/** Finds the mistakes in overrides. */
export function findOverrideFaults(
  given: GivenOverrides,
  operations: readonly NamedOperation[],
): readonly OverrideFault[] {
  return Object.entries(given).flatMap(([name, payload]) => {
    const pointer = childPointer('', name);
    try {
      return faultsOf(findOperation(name, operations), payload, pointer);
    } catch (error) {
      return [{ pointer, message: reasonOf(error) }];
    }
  });
}

function faultsOf(
  { name, descriptor }: NamedOperation,
  payload: unknown,
  pointer: string,
): readonly OverrideFault[] {
  const payloads = listOf(payload);
  if (payloads.length === 0) {
    return [{ pointer, message: `The list of ${name} is empty. Add a payload to it` }];
  }
  if (descriptor.kind === 'publish') {
    const message = `The client sends ${name}, and gets no reply to it. Remove this override`;
    return [{ pointer, message }];
  }
  // A request carries its payload in an envelope, which is not there yet.
  if (descriptor.kind === 'respond') return [];
  const messages = descriptor.kind === 'request' ? descriptor.replies : descriptor.messages;
  return payloads.flatMap((each, index) => {
    const message = refusalOf(messages, each);
    const place = Array.isArray(payload) ? `${pointer}/${index}` : pointer;
    return message === undefined ? [] : [{ pointer: place, message }];
  });
}

/** Returns why no message accepts a payload; `undefined` if one does. */
function refusalOf(messages: Messages, payload: unknown): string | undefined {
  let refusal: string | undefined;
  for (const message of Object.values(messages)) {
    if (message.payload === undefined) return undefined;
    const reason = check(message.payload, payload);
    if (reason === undefined) return undefined;
    refusal ??= reason;
  }
  return refusal;
}

function check(assertion: Assert<unknown>, payload: unknown): string | undefined {
  try {
    assertion(payload);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}
