/** A clock that tells the time and runs tasks later. Whoever needs time gets a clock as a value. */
export interface Clock {
  /** The time in milliseconds since 1970. While a task runs, it is the time that the task was due. */
  now(): number;
  /** Runs a task once, `ms` later. Tasks due at one time run in the order in which they were added. */
  after(ms: number, run: () => void): Cancel;
}

/** Takes a task back. Does nothing if it has run. */
export type Cancel = () => void;

/** Runs a task again and again, first after one period. */
export function every(clock: Clock, periodMs: number, run: () => void): Cancel {
  let cancel = clock.after(periodMs, tick);
  function tick(): void {
    cancel = clock.after(periodMs, tick);
    run();
  }
  return () => cancel();
}
