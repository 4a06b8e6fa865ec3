import type { AsyncClosable } from '../../../templates/runtime/disposable.js';
import type { GivenOverrides } from '../payloads/overrides.js';
import type { MockReport } from '../report/report.js';
import type { HistoryEntry } from './history-entry.js';
import type { Expectation } from './matchers.js';
import type { GeneratedServer, MockServerClass } from './mock-server-class.js';
import type { StationControl } from './station-control.js';

/** Mock servers at work. */
export interface Mock extends AsyncClosable {
  /** Where the broker listens, such as `mqtt://127.0.0.1:54321`. */
  readonly url: string;
  /** The simulated charging station; throws a `TypeError` without the option `everest`. */
  readonly station: StationControl;
  readonly clock: {
    /**
     * Lets the fake clock pass, and runs what is due. Resolves when the broker has what that sends; throws a
     * `TypeError` if the clock is real.
     */
    advance(ms: number): Promise<void>;
  };
  /** Returns the mock server of a class; throws a `RangeError` if the mock has none. */
  server<S extends GeneratedServer>(generated: MockServerClass<S>): S;
  /**
   * Expects something of an operation: by its id, its name in the generated code, or the last level of its topic;
   * `<api>/<name>` where several APIs have it. Invalid messages do not count.
   */
  expect(operation: string): Expectation;
  /** Returns the latest messages, oldest first; those that were dropped have a `problem`. */
  history(): readonly HistoryEntry[];
  /** Returns what clients did wrong so far, and what they never did. */
  report(): MockReport;
  /** Replaces the payloads of operations; throws an `OverrideError` for one that is not valid. */
  override(payloads: GivenOverrides): void;
  /** Forgets the messages and all handlers. The station starts anew, without a car. */
  reset(): Promise<void>;
  /** Ends everything and frees the port. Further calls return the same promise. */
  close(): Promise<void>;
}
