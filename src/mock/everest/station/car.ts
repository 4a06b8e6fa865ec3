import type { Cancel, Clock } from '../../clock/clock.js';
import type { CarSettings } from './settings.js';

/** The state of the control pilot: no car, a car that takes no power, a car that wants power. */
export type PilotState = 'A' | 'B' | 'C';

/** The car: it reacts to what the station offers, a little later. */
export class Car {
  readonly #settings: CarSettings;
  readonly #clock: Clock;
  readonly #onState: (state: PilotState) => void;
  #state: PilotState = 'A';
  /** Whether a driver of the board tells the state of the pilot, so that the car does nothing by itself. */
  isDriven = false;
  #isOffered = false;
  #wantsPower: boolean;
  #cancel: Cancel = () => undefined;

  constructor(settings: CarSettings, clock: Clock, onState: (state: PilotState) => void) {
    this.#settings = settings;
    this.#clock = clock;
    this.#onState = onState;
    this.#wantsPower = settings.wants_power;
  }

  get state(): PilotState {
    return this.#state;
  }

  get isPlugged(): boolean {
    return this.#state !== 'A';
  }

  /** Plugs the car in, without a report. Returns `false` if it is plugged in already. */
  plugIn(): boolean {
    if (this.isPlugged) return false;
    this.#state = 'B';
    this.#wantsPower = this.#settings.wants_power;
    return true;
  }

  /** Unplugs the car, without a report. Returns `false` if there is none. */
  unplug(): boolean {
    if (!this.isPlugged) return false;
    this.#cancel();
    this.#state = 'A';
    this.#isOffered = false;
    return true;
  }

  /** Offers power, or takes the offer back; the car reacts after its reaction time. */
  offer(isOffered: boolean): void {
    this.#isOffered = isOffered;
    this.#cancel();
    const wait = this.isDriven ? 0 : this.#settings.reaction_s * 1_000;
    this.#cancel = this.#clock.after(wait, () => this.#react());
  }

  /** Shows a state that the driver of the board tells. */
  show(state: PilotState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#onState(state);
  }

  /** Makes the car want power or not, at once. */
  want(wantsPower: boolean): void {
    this.#wantsPower = wantsPower;
    this.#react();
  }

  #react(): void {
    if (!this.isPlugged) return;
    if (this.isDriven) {
      if (this.#isOffered && this.#state === 'C') this.#onState('C');
      return;
    }
    const state = this.#isOffered && this.#wantsPower ? 'C' : 'B';
    if (state === this.#state) return;
    this.#state = state;
    this.#onState(state);
  }
}
