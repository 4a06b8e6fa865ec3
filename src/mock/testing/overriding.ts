import type { BehaviourFactory, BehaviourHost } from '../../../templates/runtime/index.js';
import { every, type Clock } from '../clock/clock.js';
import { findOperation, type NamedOperation } from '../find-operation.js';
import { Overrides, type GivenOverrides } from '../payloads/overrides.js';

/** The overrides of a mock: they answer requests, and are sent again and again. */
export class Overriding {
  readonly #initial: GivenOverrides;
  readonly #hosts = new Map<string, BehaviourHost>();
  #overrides = new Overrides();

  constructor(initial: GivenOverrides = {}) {
    this.#initial = initial;
  }

  /** Returns the behaviour of the mock server of an API; it must be the last one, which answers first. */
  behaviour(api: string): BehaviourFactory {
    return (host) => {
      this.#hosts.set(api, host);
      return {
        answer: (name, _payload, { topic }) => this.#overrides.next({ api, name }, topic),
      };
    };
  }

  /** Adds overrides; throws an `OverrideError` for one that is not valid. */
  add(given: GivenOverrides, operations: readonly NamedOperation[]): void {
    this.#overrides.add(given, operations);
  }

  /** Goes back to the overrides that the mock was started with. */
  reset(operations: readonly NamedOperation[]): void {
    this.#overrides = new Overrides();
    this.#overrides.add(this.#initial, operations);
  }

  /** Sends operations again and again. Throws a `RangeError` if the mock servers do not send one. */
  repeat(
    periods: Readonly<Record<string, number>>,
    operations: readonly NamedOperation[],
    clock: Clock,
  ): void {
    for (const [given, seconds] of Object.entries(periods)) {
      const operation = findOperation(given, operations);
      if (operation.descriptor.kind !== 'subscribe') {
        throw new RangeError(`${given} cannot be sent again and again: the client sends it`);
      }
      every(clock, seconds * 1_000, () => this.#send(operation));
    }
  }

  #send({ api, name, descriptor }: NamedOperation): void {
    const host = this.#hosts.get(api);
    const payload = this.#overrides.next({ api, name }, descriptor.address);
    if (payload === undefined) {
      host?.report(new RangeError(`${name} has no payload to send. Add one to \`overrides\``));
      return;
    }
    host?.send(name, payload.value).catch((error: unknown) => host.report(error));
  }
}
