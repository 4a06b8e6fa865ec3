import type { Cancel, Clock } from './clock.js';
import { Timeline } from './timeline.js';

/** A clock that stands still until it is advanced. */
export class FakeClock implements Clock {
  readonly #timeline: Timeline;

  constructor(start = 0) {
    this.#timeline = new Timeline(start);
  }

  now(): number {
    return this.#timeline.now;
  }

  after(ms: number, run: () => void): Cancel {
    return this.#timeline.add(this.now() + ms, run);
  }

  /** Lets time pass and runs what is due. */
  advance(ms: number): void {
    this.#timeline.runUntil(this.now() + ms);
  }
}
