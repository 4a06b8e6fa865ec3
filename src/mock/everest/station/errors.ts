import type { Clock } from '../../clock/clock.js';
import { memberAt, textAt } from './members.js';
import type { Emit } from './output.js';
import type { Random } from './random.js';
import { timestamp } from './timestamp.js';

/** The type of the API module that reports errors. */
export const ERROR_HISTORY = 'error_history_consumer';

/** The part of EVerest that raises an error: EVerest's `ImplementationIdentifier`. */
export interface Origin {
  readonly module_id: string;
  readonly implementation_id: string;
}

/** What tells an error apart from others: EVerest raises it once, however often it is reported. */
export interface ErrorIdentity {
  /** The interface and the kind, e.g. `evse_board_support/DiodeFault`. */
  readonly type: string;
  readonly sub_type: string;
  readonly origin: Origin;
}

/** An error that is reported. */
export interface GivenError extends ErrorIdentity {
  readonly message: string;
  readonly severity: string;
}

/** EVerest's `ErrorObject`. */
interface ErrorObject extends Omit<GivenError, 'sub_type'> {
  readonly sub_type?: string;
  readonly description: string;
  readonly timestamp: string;
  readonly uuid: string;
  readonly state: 'Active' | 'ClearedByModule' | 'ClearedByReboot';
}

/** What the store works with. */
export interface ErrorParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly emit: Emit;
}

/** How many errors the history keeps. */
const MAX_ERRORS = 1_000;
const SEVERITIES = ['LOW', 'MEDIUM', 'HIGH'];

/** Errors that stop nothing, although a driver raises them. */
const HARMLESS = [
  'evse_board_support/MREC3HighTemperature',
  'evse_board_support/MREC18CableOverTempDerate',
];

/** Whether nothing may be charged while a driver has an error. */
export function isFatal(type: string): boolean {
  return !type.endsWith('/VendorWarning') && !HARMLESS.includes(type);
}

/** Returns the name of an error, for those who compare errors. */
export function keyOf({ type, sub_type, origin }: ErrorIdentity): string {
  return JSON.stringify([type, sub_type, origin.module_id, origin.implementation_id]);
}

/** The errors of all modules, active and cleared ones. */
export class ErrorStore {
  readonly #parts: ErrorParts;
  #history: ErrorObject[] = [];

  constructor(parts: ErrorParts) {
    this.#parts = parts;
  }

  get active(): readonly ErrorObject[] {
    return this.#history.filter(({ state }) => state === 'Active');
  }

  /** Raises an error; returns `false` if it is active already. */
  raise(given: GivenError): boolean {
    if (this.#find(given) !== undefined) return false;
    const { clock, random } = this.#parts;
    const { sub_type, ...others } = given;
    const raised: ErrorObject = {
      ...others,
      ...(sub_type !== '' && { sub_type }),
      description: describe(given.type),
      ...{ timestamp: timestamp(clock.now()), uuid: random.uuid(), state: 'Active' },
    };
    this.#history = [...this.#history.slice(1 - MAX_ERRORS), raised];
    this.#publish('error_raised', raised);
    return true;
  }

  /** Clears an error; returns `false` if it is not active. */
  clear(identity: ErrorIdentity): boolean {
    const found = this.#find(identity);
    if (found === undefined) return false;
    this.#publish('error_cleared', this.#replace(found, 'ClearedByModule'));
    return true;
  }

  /** Clears all errors, as a restart of EVerest does. */
  clearByReboot(): void {
    for (const error of this.active) this.#replace(error, 'ClearedByReboot');
  }

  /** Returns the errors that pass EVerest's `FilterArguments`. */
  search(filter: unknown): readonly ErrorObject[] {
    return this.#history.filter((error) => passes(error, filter));
  }

  #find(identity: ErrorIdentity): ErrorObject | undefined {
    const key = keyOf(identity);
    return this.active.find((error) => keyOf({ ...error, sub_type: error.sub_type ?? '' }) === key);
  }

  #replace(error: ErrorObject, state: ErrorObject['state']): ErrorObject {
    const changed = { ...error, state };
    this.#history = this.#history.map((each) => (each === error ? changed : each));
    return changed;
  }

  #publish(variable: string, payload: ErrorObject): void {
    this.#parts.emit({ api: ERROR_HISTORY, variable, payload });
  }
}

function passes(error: ErrorObject, filter: unknown): boolean {
  const [state, type, uuid] = ['state', 'type', 'handle'].map((name) =>
    textAt(filter, `${name}_filter`),
  );
  const [from, to] = ['timestamp_from', 'timestamp_to'].map((name) =>
    Date.parse(textAt(filter, 'timeperiod_filter', name)),
  );
  const time = Date.parse(error.timestamp);
  return (
    [state, type, uuid].every((wanted, index) => {
      return wanted === '' || wanted === [error.state, error.type, error.uuid][index];
    }) &&
    hasOrigin(error, memberAt(filter, 'origin_filter')) &&
    isAsSevere(error, textAt(filter, 'severity_filter')) &&
    !(time < Number(from)) &&
    !(time > Number(to))
  );
}

function hasOrigin({ origin }: ErrorObject, wanted: unknown): boolean {
  if (wanted === undefined) return true;
  return (
    textAt(wanted, 'module_id') === origin.module_id &&
    textAt(wanted, 'implementation_id') === origin.implementation_id
  );
}

function isAsSevere({ severity }: ErrorObject, filter: string): boolean {
  const least = SEVERITIES.indexOf(filter.replace(/_GE$/, ''));
  return SEVERITIES.indexOf(severity.toUpperCase()) >= least;
}

/** Returns what a type means: `evse_board_support/DiodeFault` is a diode fault of the EVSE board support. */
function describe(type: string): string {
  const [module = '', kind = ''] = type.split('/');
  const words = kind.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return `${words} reported by ${module.replaceAll('_', ' ')}`;
}
