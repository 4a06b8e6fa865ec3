import type { Clock } from '../../clock/clock.js';
import type { Disturbance } from '../scenario/disturbance.js';

/** The disturbances of one module. */
export class Disturbances {
  readonly #clock: Clock;
  #heartbeats = 0;
  #delayMs = 0;
  #isWithheld = false;

  /** Delays are in real time, since they are about the connection. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(disturbance: Disturbance): void {
    if (disturbance.kind === 'heartbeats') this.#heartbeats += disturbance.count;
    else if (disturbance.kind === 'late') this.#delayMs = disturbance.seconds * 1_000;
    else this.#isWithheld = disturbance.isOn;
  }

  /** Whether the next heartbeat gets lost. */
  takesHeartbeat(): boolean {
    if (this.#heartbeats === 0) return false;
    this.#heartbeats -= 1;
    return true;
  }

  /** Returns a reply, or a promise of it if it is late. Throws if it is withheld. */
  reply(value: unknown): unknown {
    if (this.#isWithheld) throw new Error('The scenario withholds replies');
    if (this.#delayMs === 0) return value;
    return new Promise((resolve) => this.#clock.after(this.#delayMs, () => resolve(value)));
  }
}
