import type { Clock } from '../../clock/clock.js';
import type { Random } from '../station/random.js';

/** What a device works with. */
export interface DeviceParts {
  readonly clock: Clock;
  readonly random: Random;
  /** Sends a variable to EVerest, by its topic behind `m2e/`. */
  readonly send: (variable: string, payload: unknown) => void;
  /** What flows at this EVSE, which all its devices know. */
  readonly flow: Flow;
}

/** What the contactor lets through. */
export interface Flow {
  /** Current of each phase, in A. */
  current: number;
  lines: number;
}

/** A device that a driver of EVerest's drives. Every method is optional. */
export interface Device {
  /** Called when EVerest has started: its first heartbeat is here. */
  started?(): void;
  /** Called once a second while EVerest runs. */
  tick?(): void;
  /** Takes a command without reply, by its topic behind `e2m/`. */
  command?(name: string, payload: unknown): void;
  /** Takes in what is sent, also by the user, e.g. that a car is plugged in. */
  sent?(variable: string, payload: unknown): void;
  /** Returns the reply to a request; `undefined` leaves it to the sample of the document. */
  answer?(name: string, payload: unknown): unknown;
}
