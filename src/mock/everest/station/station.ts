import { every, type Cancel, type Clock } from '../../clock/clock.js';
import { Evse } from './evse.js';
import { Meter } from './meter.js';
import type { Emit, Output } from './output.js';
import { Random } from './random.js';
import type { StationSettings } from './settings.js';
import { cardToken, SOME_TOKEN, type ProvidedToken } from './token.js';

/** Decides whether a token is valid, now or later. */
export type Validate = (token: ProvidedToken, decide: (isValid: boolean) => void) => void;

/** What a station works with. */
export interface StationParts {
  readonly settings: StationSettings;
  readonly clock: Clock;
  readonly seed: number;
  readonly emit: Emit;
  /** By default, every token is valid but those that the settings reject. */
  readonly validate?: Validate;
}

/** The rate of the meter, and its first sample. */
const SAMPLE_MS = 1_000;
const FIRST_SAMPLE_MS = 500;

/**
 * A charging station with one EVSE. It publishes what EVerest publishes, in the same order, and knows nothing of
 * MQTT. The same settings, seed and calls give the same outputs.
 */
export class Station {
  readonly evse: Evse;
  readonly settings: StationSettings;
  readonly #clock: Clock;
  readonly #emit: Emit;
  readonly #validate: Validate;
  /** What is published after the reply to a command. */
  #held: Output[] | undefined;
  #stopSampling: Cancel = () => undefined;

  constructor({ settings, clock, seed, emit, validate }: StationParts) {
    const random = new Random(seed);
    this.settings = settings;
    this.#clock = clock;
    this.#emit = (output) => {
      if (this.#held === undefined) emit(output);
      else this.#held.push(output);
    };
    this.#validate = validate ?? ((token, decide) => decide(this.isKnown(token)));
    this.evse = new Evse({
      ...{ settings, clock, random, emit: this.#emit },
      meter: new Meter(settings, clock, random),
      onUnused: (token, status) => this.#tell(token, status),
    });
  }

  /** Whether the settings accept a token. */
  isKnown({ id_token: { value } }: ProvidedToken): boolean {
    return !this.settings.rejected_tokens.includes(value);
  }

  /** Publishes what EVerest publishes when it starts, and samples the meter from now on. */
  start(): void {
    this.evse.start();
    this.#stopSampling = this.#clock.after(FIRST_SAMPLE_MS, () => {
      this.evse.sample();
      this.#stopSampling = every(this.#clock, SAMPLE_MS, () => this.evse.sample());
    });
  }

  /** Stops the meter. */
  stop(): void {
    this.#stopSampling();
  }

  /** Loses the power; the result brings it back. A transaction that was active is ended then. */
  losePower(): () => void {
    this.stop();
    const report = this.evse.session.interrupt();
    return () => {
      this.start();
      report();
    };
  }

  /** Runs a command and returns its reply. What it leads to is published after the reply. */
  command<T>(run: () => T): T {
    if (this.#held === undefined) this.#clock.after(0, () => this.#release());
    this.#held ??= [];
    return run();
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    held.forEach(this.#emit);
  }

  /** Presents a token to the station. During its own transaction, it ends that. */
  swipe(token: ProvidedToken = cardToken(SOME_TOKEN)): void {
    this.#tell(token, 'Processing');
    const { session } = this.evse;
    if (session.activeToken?.id_token.value === token.id_token.value) {
      this.#tell(token, 'UsedToStop');
      session.stop({ reason: 'Local', id_tag: token });
      return;
    }
    this.#validate(token, (isValid) => this.#use(token, isValid));
  }

  #use(token: ProvidedToken, isValid: boolean): void {
    if (!isValid || !this.evse.admits(token.id_token.value)) return this.#tell(token, 'Rejected');
    this.#tell(token, 'Accepted');
    this.#tell(token, 'UsedToStart');
    this.evse.authorize(token);
  }

  #tell(token: ProvidedToken, status: string): void {
    const payload = { token, status };
    this.#emit({ api: 'auth_consumer', variable: 'token_validation_status', payload });
  }
}
