import type { Cancel, Clock } from '../../clock/clock.js';

/** A fault of a connection: the subtype of `CommunicationFault`. */
export type CommunicationFault =
  'Initial communication check' | 'Bridge to implementation connection lost';

/** What a communication check works with. */
export interface CheckParts {
  readonly clock: Clock;
  /** How long EVerest waits for the next check; if it does not wait, 0 or less. */
  readonly periodS: number;
  /** Called when a fault is raised or cleared. */
  readonly report: (fault: CommunicationFault, isRaised: boolean) => void;
}

/** Supervises a client as EVerest does: until its first check, and after one that is late, there is an error. */
export class CommunicationCheck {
  readonly #parts: CheckParts;
  #fault: CommunicationFault | undefined;
  #isAlive = false;
  #hasEnded = false;
  #cancel: Cancel = () => undefined;

  constructor(parts: CheckParts) {
    this.#parts = parts;
  }

  /** Whether the client has shown that it is alive, and is not late. */
  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Starts to wait for the first check. */
  start(): void {
    if (this.#parts.periodS > 0) this.#raise('Initial communication check');
  }

  /** Takes a check. `false` ends the supervision for good. */
  take(isAlive: boolean): void {
    if (this.#hasEnded) return;
    const { clock, periodS, report } = this.#parts;
    this.#cancel();
    this.#hasEnded = !isAlive;
    this.#isAlive = isAlive;
    if (this.#fault !== undefined) report(this.#fault, false);
    this.#fault = undefined;
    if (!isAlive || periodS <= 0) return;
    this.#cancel = clock.after(periodS * 1_000, () => {
      this.#isAlive = false;
      this.#raise('Bridge to implementation connection lost');
    });
  }

  /** Ends all waiting, as a restart of EVerest does. */
  stop(): void {
    this.#cancel();
    this.#hasEnded = false;
    this.#isAlive = false;
    this.#fault = undefined;
  }

  #raise(fault: CommunicationFault): void {
    this.#fault = fault;
    this.#parts.report(fault, true);
  }
}
