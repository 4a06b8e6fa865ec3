import type { Answer } from '../../../templates/runtime/index.js';
import type { OperationPlan } from '../../plan/operations/operation-plan.js';
import type { ApiPlan } from '../../plan/plan.js';
import { Counter } from './counter.js';
import { hash } from './hash.js';

/** The largest seed of the generator, with room for the seeds that follow it. */
const MAX_SEED = 2 ** 31 - 1_000;

/**
 * The payloads of a mock server: the first valid example of the document, else a value that depends on the seed, the
 * topic, and how many messages there were on it, and on nothing else.
 */
export class SeededSamples {
  readonly #plan: ApiPlan;
  readonly #seed: number;
  readonly #counter = new Counter();

  constructor(plan: ApiPlan, seed: number) {
    this.#plan = plan;
    this.#seed = seed;
  }

  /** Returns the next payload of an operation; `undefined` if none was found in time. */
  next(name: string, topic: string): Answer | undefined {
    const operation = this.#plan.operations.find(({ names }) => names.subject === name);
    if (operation === undefined) return undefined;
    const count = this.#counter.next(topic);
    const seed = (hash(`${this.#seed} ${count} ${topic}`) % MAX_SEED) + 1;
    for (const message of messagesOf(operation)) {
      const sample = this.#plan.samples.vary(message, seed);
      if (sample?.kind === 'value') return { value: structuredClone(sample.value) };
      if (sample?.kind === 'bytes') return { value: Uint8Array.from(sample.bytes) };
    }
    return undefined;
  }
}

function messagesOf({ operation, messages, replies }: OperationPlan): OperationPlan['messages'] {
  return operation.kind === 'request' ? replies : messages;
}
