import type { Place } from '../../../diagnostics/diagnostic.js';
import type { GivenStation } from '../station/settings.js';

/** What happens at a station, and when. */
export interface Scenario {
  readonly name: string;
  readonly description: string;
  readonly station: GivenStation;
  readonly steps: readonly Step[];
}

/** A step: it waits for a time or a message, and then does something. */
export interface Step {
  /** Where the step stands, for messages about it. */
  readonly place: Place;
  /** Seconds from the start. */
  readonly at?: number;
  /** Seconds after the step before, or after `when`. */
  readonly after?: number;
  /** The EVSE that the step is about; by default, the first one. */
  readonly evse?: number;
  readonly when?: Expected;
  /** How many seconds `when` waits at most. */
  readonly within?: number;
  /** The reply that the command must have. */
  readonly reply?: unknown;
  readonly do?: Action;
}

/** A message of the EVSE manager: its variable, and members that it must have. */
export interface Expected {
  readonly variable: string;
  readonly members: unknown;
}

/** What a step does. */
export interface Action {
  /** A key of the table in `actions.ts`. */
  readonly name: string;
  readonly details: unknown;
}
