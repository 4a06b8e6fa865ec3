import { setImmediate } from 'node:timers/promises';
import type { Behaviour, BehaviourFactory } from '../../../templates/runtime/index.js';

/** The messages that behaviours are sending. */
export class Sending {
  readonly #promises = new Set<Promise<unknown>>();

  /** Watches what a behaviour sends. */
  watch(create: BehaviourFactory): BehaviourFactory {
    return (host): Behaviour =>
      create({
        ...host,
        send: (...message) => this.#add(host.send(...message)),
      });
  }

  /** Resolves when the broker has all that is sent, and what that leads to at once. */
  async settled(): Promise<void> {
    do {
      await Promise.allSettled(this.#promises);
      await setImmediate();
    } while (this.#promises.size > 0);
  }

  #add(sending: Promise<void>): Promise<void> {
    this.#promises.add(sending);
    const forget = (): void => void this.#promises.delete(sending);
    sending.then(forget, forget);
    return sending;
  }
}
