import type { Cancel, Clock } from '../clock/clock.js';

/** How long EVerest waits for the next check. */
const PERIOD_MS = 5_000;

/** What a communication check reports: the subtype of `CommunicationFault`, or that it is cleared. */
export type CheckReport = (fault: string | undefined) => void;

/** Supervises a client as EVerest does: until its first check, and after one that is late, there is an error. */
export class CommunicationCheck {
  readonly #clock: Clock;
  readonly #report: CheckReport;
  #fault: string | undefined = 'Initial communication check';
  #hasEnded = false;
  #cancel: Cancel = () => undefined;

  constructor(clock: Clock, report: CheckReport) {
    this.#clock = clock;
    this.#report = report;
  }

  /** Whether the client has shown that it is alive, and is not late. */
  get isAlive(): boolean {
    return this.#fault === undefined;
  }

  /** Takes a check. `false` ends the supervision for good. */
  take(isAlive: boolean): void {
    if (this.#hasEnded) return;
    this.#cancel();
    this.#hasEnded = !isAlive;
    if (this.#fault !== undefined) this.#report(undefined);
    this.#fault = undefined;
    if (isAlive) this.#cancel = this.#clock.after(PERIOD_MS, () => this.#miss());
  }

  /** Ends all waiting, as a restart of EVerest does. */
  restart(): void {
    this.#cancel();
    this.#hasEnded = false;
    this.#fault = 'Initial communication check';
  }

  #miss(): void {
    this.#fault = 'Bridge to implementation connection lost';
    this.#report(this.#fault);
  }
}
