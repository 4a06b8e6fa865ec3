import { performance } from 'node:perf_hooks';
import type { Cancel, Clock } from './clock.js';
import { Timeline } from './timeline.js';

/** The longest time that Node's timers can wait. */
const LONGEST_MS = 2 ** 31 - 1;

/** A clock that starts at the time of the system and runs at a multiple of its speed. */
export class RealClock implements Clock {
  readonly #speed: number;
  readonly #start = Date.now();
  readonly #origin = performance.now();
  readonly #timeline = new Timeline(this.#start);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isRunning = false;

  /** With a `speed` of 20, a second of this clock takes 50 ms. */
  constructor({ speed = 1 }: { readonly speed?: number } = {}) {
    this.#speed = speed;
  }

  now(): number {
    return this.#isRunning ? this.#timeline.now : this.#elapsed();
  }

  after(ms: number, run: () => void): Cancel {
    const cancel = this.#timeline.add(this.now() + ms, run);
    this.#wait();
    return cancel;
  }

  /** Drops all tasks that have not run. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #elapsed(): number {
    const elapsed = (performance.now() - this.#origin) * this.#speed;
    return Math.max(this.#timeline.now, Math.floor(this.#start + elapsed));
  }

  #wait(): void {
    const { next } = this.#timeline;
    clearTimeout(this.#timer);
    if (next === undefined || this.#isRunning) return;
    const ms = Math.max(0, (next - this.#elapsed()) / this.#speed);
    this.#timer = setTimeout(() => this.#run(), Math.min(Math.ceil(ms), LONGEST_MS));
  }

  #run(): void {
    this.#isRunning = true;
    try {
      this.#timeline.runUntil(this.#elapsed());
    } finally {
      this.#isRunning = false;
      this.#wait();
    }
  }
}
