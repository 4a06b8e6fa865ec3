import { every, type Cancel, type Clock } from '../../clock/clock.js';
import { Authorization, type Validate } from './authorization.js';
import { Backend } from './backend.js';
import { ErrorStore, isFatal, keyOf, type ErrorIdentity, type GivenError } from './errors.js';
import type { AskDriver } from './driver.js';
import { Evse, type EvseParts } from './evse.js';
import { Meter } from './meter.js';
import type { Emit, Output } from './output.js';
import { Random } from './random.js';
import type { EvseSettings } from './settings.js';
import { cardToken, SOME_TOKEN, type ProvidedToken } from './token.js';

/** What a station works with. */
export interface StationParts extends Pick<EvseParts, 'clock' | 'emit'> {
  /** The settings of each EVSE. */
  readonly settings: readonly EvseSettings[];
  readonly seed: number;
  /** By default, every token is valid but those that the settings reject. */
  readonly validate?: Validate | undefined;
  /** By default, no driver is connected. */
  readonly ask?: AskDriver | undefined;
}

/** The rate of the meters, and their first sample. */
const SAMPLE_MS = 1_000;
const FIRST_SAMPLE_MS = 500;
/** Steps between the seeds of EVSEs, and the seed of errors among them. */
const SEED_STEP = 0x9e3779b9;
const METER_FAILURE = 'evse_manager/PowermeterTransactionStartFailed';

/**
 * A charging station with one or more EVSEs. It publishes what EVerest publishes, in the same order, and knows nothing
 * of MQTT. The same settings, seed and calls give the same outputs.
 */
export class Station {
  readonly evses: readonly Evse[];
  readonly errors: ErrorStore;
  readonly authorization: Authorization;
  readonly backend: Backend;
  readonly #clock: Clock;
  readonly #settings: readonly EvseSettings[];
  readonly #emit: Emit;
  readonly #ask: AskDriver;
  /** What is published after the reply to a command. */
  #held: Output[] | undefined;
  #stopSampling: Cancel = () => undefined;

  constructor({ settings, clock, seed, emit, validate, ask }: StationParts) {
    this.#clock = clock;
    this.#ask = ask ?? ((_request, done) => done(undefined));
    this.#settings = settings;
    this.#emit = (output) => {
      if (this.#held === undefined) emit(output);
      else this.#held.push(output);
    };
    const random = (index: number): Random => new Random(seed + index * SEED_STEP);
    this.backend = new Backend(this.#emit);
    this.errors = new ErrorStore({ clock, random: random(-1), emit: this.#emit });
    this.evses = settings.map((own, index) => this.#createEvse(own, random(index)));
    this.authorization = new Authorization({
      ...{ evses: this.evses, emit: this.#emit },
      validate: validate ?? ((token, decide) => decide({ isValid: this.isKnown(token) })),
    });
  }

  /** Returns an EVSE by its number, or the first one. Throws an `UnknownEvseError`. */
  evse(id?: number): Evse {
    const found = id === undefined ? this.evses[0] : this.evses.find((evse) => evse.id === id);
    if (found !== undefined) return found;
    throw new UnknownEvseError(id, this.evses);
  }

  /** Whether the settings accept a token. */
  isKnown({ id_token: { value } }: ProvidedToken): boolean {
    return this.#settings.every(({ rejected_tokens }) => !rejected_tokens.includes(value));
  }

  /** Publishes what EVerest publishes when it starts, and samples the meters from now on. */
  start(): void {
    const sample = (): void => this.evses.forEach((evse) => evse.sample());
    this.evses.forEach((evse) => evse.start());
    this.#stopSampling = this.#clock.after(FIRST_SAMPLE_MS, () => {
      sample();
      this.#stopSampling = every(this.#clock, SAMPLE_MS, sample);
    });
  }

  /** Stops the meters. */
  stop(): void {
    this.#stopSampling();
  }

  /** Loses the power; the result brings it back. Transactions that were active are ended then. */
  losePower(): () => void {
    this.stop();
    this.errors.clearByReboot();
    const reports = this.evses.map((evse) => evse.interrupt());
    return () => {
      this.start();
      reports.forEach((report) => report());
    };
  }

  /** Runs a command and returns its reply. What it leads to is published after the reply. */
  command<T>(run: () => T): T {
    if (this.#held === undefined) this.#clock.after(0, () => this.#release());
    this.#held ??= [];
    return run();
  }

  /** Presents a token to the station, by default one that every EVSE may use. */
  swipe(token: ProvidedToken = cardToken(SOME_TOKEN, this.evseIds)): void {
    this.authorization.present(token);
  }

  get evseIds(): readonly number[] {
    return this.evses.map(({ id }) => id);
  }

  /** Raises an error. While a driver of EVSEs has a fatal one, these charge nothing. */
  raiseError(error: GivenError, evses: readonly Evse[]): void {
    if (!this.errors.raise(error) || !isFatal(error.type)) return;
    for (const evse of evses) evse.setError(keyOf(error), true);
  }

  /** Clears an error, if it is active. */
  clearError(error: ErrorIdentity): void {
    if (!this.errors.clear(error)) return;
    for (const evse of this.evses) evse.setError(keyOf(error), false);
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    held.forEach(this.#emit);
  }

  #createEvse(settings: EvseSettings, random: Random): Evse {
    const clock = this.#clock;
    return new Evse({
      ...{ settings, clock, random, emit: this.#emit },
      meter: new Meter(settings, clock, random),
      ask: this.#ask,
      onUnused: (token, status) => this.authorization.tell(token, status),
      onMeterFailure: (hasFailed) => this.#reportMeter(settings, hasFailed),
    });
  }

  /** Raises or clears the error of a meter that starts no transaction. */
  #reportMeter({ id, manager }: EvseSettings, hasFailed: boolean): void {
    const origin = { module_id: manager, implementation_id: 'evse' };
    const identity = { type: METER_FAILURE, sub_type: '', origin };
    if (!hasFailed) return this.clearError(identity);
    const message = 'The power meter does not start a transaction';
    this.raiseError({ ...identity, message, severity: 'High' }, [this.evse(id)]);
  }
}

/** The station has no EVSE of a number. */
export class UnknownEvseError extends RangeError {
  constructor(id: number | undefined, evses: readonly Evse[]) {
    super(
      `There is no EVSE ${id ?? ''}. Those of the station are: ${evses.map((evse) => evse.id).join(', ')}`,
    );
  }
}
