import { setImmediate } from 'node:timers';
import type { Cancel, Clock } from './clock.js';
import { FakeClock } from './fake-clock.js';

/** A clock that stands still until it is advanced. What is due at once runs without that, after what runs now. */
export class ManualClock implements Clock {
  readonly #clock: FakeClock;
  #isStopped = false;

  constructor(start: number) {
    this.#clock = new FakeClock(start);
  }

  now(): number {
    return this.#clock.now();
  }

  after(ms: number, run: () => void): Cancel {
    if (ms <= 0) setImmediate(() => this.advance(0));
    return this.#clock.after(ms, run);
  }

  /** Lets time pass and runs what is due. */
  advance(ms: number): void {
    if (!this.#isStopped) this.#clock.advance(ms);
  }

  /** Stops the clock: no task runs any more. */
  stop(): void {
    this.#isStopped = true;
  }
}
