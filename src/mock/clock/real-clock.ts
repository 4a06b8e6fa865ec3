import { performance } from 'node:perf_hooks';
import type { Cancel, Clock } from './clock.js';
import { Timeline } from './timeline.js';

/** The longest time that Node's timers can wait. */
const LONGEST_MS = 2 ** 31 - 1;

/** A clock that runs at a multiple of the speed of time, from `start` on; before, it stands still. */
export class RealClock implements Clock {
  readonly #speed: number;
  readonly #timeline = new Timeline(Date.now());
  /** What this clock and that of the system showed at the start. */
  #start: { readonly time: number; readonly origin: number } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isRunning = false;

  /** With a `speed` of 20, a second of this clock takes 50 ms. */
  constructor({ speed = 1 }: { readonly speed?: number } = {}) {
    this.#speed = speed;
  }

  /** Starts the clock, at the time of the system. */
  start(): void {
    this.#timeline.runUntil(Date.now());
    this.#start = { time: this.#timeline.now, origin: performance.now() };
    this.#wait();
  }

  now(): number {
    return this.#isRunning ? this.#timeline.now : this.#elapsed();
  }

  after(ms: number, run: () => void): Cancel {
    const cancel = this.#timeline.add(this.now() + ms, run);
    this.#wait();
    return cancel;
  }

  /** Stops the clock: no task runs any more. */
  stop(): void {
    this.#start = undefined;
    clearTimeout(this.#timer);
  }

  #elapsed(): number {
    if (this.#start === undefined) return this.#timeline.now;
    const elapsed = (performance.now() - this.#start.origin) * this.#speed;
    return Math.max(this.#timeline.now, Math.floor(this.#start.time + elapsed));
  }

  #wait(): void {
    const { next } = this.#timeline;
    clearTimeout(this.#timer);
    if (next === undefined || this.#isRunning || this.#start === undefined) return;
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
