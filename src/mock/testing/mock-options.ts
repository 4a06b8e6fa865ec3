import type { Profile, Switches } from '../everest/quirks.js';
import type { GivenStation } from '../everest/station/settings.js';
import type { GivenFaults } from '../faults/table.js';
import type { GivenOverrides } from '../payloads/overrides.js';
import type { MockServerClass } from './mock-server-class.js';

/** Settings of the simulated EVerest. */
export interface EverestSettings {
  /** The station, and the cars that come to it. The default is one AC EVSE. */
  readonly station?: GivenStation;
}

/** Options of `startMock`. */
export interface StartMockOptions {
  /** Generated mock servers, e.g. `EvseManagerConsumerMockServer`. */
  readonly apis: readonly MockServerClass[];
  /**
   * Whether the mock servers act as EVerest with a charging station.
   *
   * @default false
   */
  readonly everest?: boolean | EverestSettings;
  /**
   * The release of EVerest whose quirks to show, or `spec` for none.
   *
   * @default 'main'
   */
  readonly profile?: Profile;
  /** Quirks that are switched on or off, whatever the profile says. */
  readonly quirks?: Switches;
  /**
   * Payloads by operation, which are sent instead of samples. A list has several, which are used one after the other,
   * over and over.
   */
  readonly overrides?: GivenOverrides;
  /** Operations with `overrides` that are sent again and again, and after how many seconds. */
  readonly every?: Readonly<Record<string, number>>;
  /** What goes wrong with messages and connections, e.g. `{ loss: 0.1, latency: 'normal:200:50' }`. */
  readonly faults?: GivenFaults;
  /**
   * The seed of all random values.
   *
   * @default 1
   */
  readonly seed?: number;
  /**
   * With `fake`, time passes only by `mock.clock.advance(ms)`, and starts on 2026-01-01.
   *
   * @default 'real'
   */
  readonly clock?: 'real' | 'fake';
  /**
   * Values of server variables by their names in the documents, e.g. `{ module_id: 'evse_1' }`.
   *
   * @default the default of the document, else the name of the API, e.g. `evse_manager_consumer`
   */
  readonly variables?: Readonly<Record<string, string>>;
  /**
   * The port on 127.0.0.1 to listen on; 0 chooses a free one.
   *
   * @default 0
   */
  readonly port?: number;
  /** Receives the lines that the command `mock` prints, e.g. `console.log`. */
  readonly log?: (line: string) => void;
  /**
   * Receives errors that no promise can carry.
   *
   * @default console.error
   */
  readonly onError?: (error: unknown) => void;
}
