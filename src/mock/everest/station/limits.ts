import type { Load } from './meter.js';
import type { EvseSettings } from './settings.js';
import { timestamp } from './timestamp.js';

/** Below this current of a phase, IEC 61851-1 has no duty cycle, so nothing can be charged. */
const LEAST_A = 6;
/** Up to this current, the duty cycle is in proportion to it. */
const MOST_A_BELOW_85 = 51;
const DC_DUTY = 5;
const VOLTS = { AC: 230, DC: 400 } as const;

/** What a client has limited. Absent members limit nothing. */
export interface GivenLimits {
  readonly current_A?: number | undefined;
  readonly power_W?: number | undefined;
}

/** The energy that the energy manager grants. */
export class Limits {
  readonly #settings: EvseSettings;
  #given: GivenLimits = {};

  constructor(settings: EvseSettings) {
    this.#settings = settings;
  }

  set given(given: GivenLimits) {
    this.#given = given;
  }

  /** Whether there is enough to charge. */
  get hasEnergy(): boolean {
    return this.#current(this.#settings.phases) >= this.#least;
  }

  /** The duty cycle in % that offers the current to the car (IEC 61851-1, annex A). DC has one that means nothing else. */
  get dutyCycle(): number {
    if (this.#isDc) return DC_DUTY;
    const amps = this.#current(this.#settings.phases);
    const duty = amps <= MOST_A_BELOW_85 ? amps / 0.6 : amps / 2.5 + 64;
    return Math.round(duty * 100) / 100;
  }

  /** Returns what the car draws. */
  loadOf({ car, phases }: EvseSettings): Load {
    const lines = this.#isDc ? 1 : Math.min(phases, car.phases);
    return { current: Math.min(this.#current(lines), car.max_current_A), lines };
  }

  /** Returns EVerest's `enforced_limits`. */
  message(time: number): object {
    const source = 'mock_energy_manager';
    const { phases } = this.#settings;
    const { power_W } = this.#given;
    const limits = {
      ...(power_W !== undefined && { total_power_W: { value: power_W, source } }),
      ...(!this.#isDc && {
        ac_max_current_A: { value: this.#current(phases), source },
        ac_max_phase_count: { value: phases, source },
      }),
    };
    return {
      ...{ uuid: 'evse_manager', valid_for: 60, limits_root_side: limits },
      schedule: [{ timestamp: timestamp(time), limits_to_root: limits }],
    };
  }

  get #isDc(): boolean {
    return this.#settings.charge_mode === 'DC';
  }

  get #least(): number {
    return this.#isDc ? Number.MIN_VALUE : LEAST_A;
  }

  /** The current of each line, in A, in steps of 10 mA, so that the power stays below its limit. */
  #current(lines: number): number {
    const { max_current_A, charge_mode } = this.#settings;
    const { current_A = Infinity, power_W = Infinity } = this.#given;
    // The voltage may be half a volt above the nominal one.
    const byPower = power_W / ((VOLTS[charge_mode] + 0.5) * lines);
    return Math.floor(Math.min(max_current_A, current_A, byPower) * 100) / 100;
  }
}
