import type { Clock } from '../clock/clock.js';
import { ManualClock } from '../clock/manual-clock.js';
import { RealClock } from '../clock/real-clock.js';

/** The time of a mock. */
export interface MockTime {
  readonly clock: Clock;
  start(): void;
  stop(): void;
  /** Lets a fake clock pass; throws a `TypeError` if time passes by itself. */
  advance(ms: number): void;
}

/** When fake time starts. */
const FAKE_START = Date.UTC(2026, 0, 1);

/** Creates real time, or time that stands still until it is advanced. */
export function createTime(kind: 'real' | 'fake'): MockTime {
  if (kind === 'fake') {
    const clock = new ManualClock(FAKE_START);
    return {
      clock,
      start: () => undefined,
      stop: () => clock.stop(),
      advance: (ms) => clock.advance(ms),
    };
  }
  const clock = new RealClock();
  return {
    clock,
    start: () => clock.start(),
    stop: () => clock.stop(),
    advance: () => {
      throw new TypeError(
        "Time passes by itself, so it cannot be advanced. Start the mock with clock: 'fake'",
      );
    },
  };
}
