import type { Clock } from '../../clock/clock.js';
import type { Random } from './random.js';
import type { EvseSettings } from './settings.js';
import { memberAt, numberAt, objectOf, textAt } from './members.js';
import { timestamp } from './timestamp.js';

/** EVerest's `Powermeter`. Values of AC have one member for each phase. */
export interface Reading {
  readonly timestamp: string;
  readonly meter_id?: string;
  readonly energy_Wh_import: { readonly total: number };
  readonly power_W?: Values & { readonly total: number };
  readonly voltage_V?: Values;
  readonly current_A?: Values;
  readonly frequency_Hz?: Values;
}

type Values = Readonly<Record<string, number>>;

/** What flows: the current of each line. */
export interface Load {
  readonly current: number;
  readonly lines: number;
}

const MS_PER_HOUR = 3_600_000;
const START_WH = 12_000;
const AC_VOLTS = 230;
const DC_VOLTS = 400;

/** The power meter. Power is voltage × current, and energy is the integral of power. */
export class Meter {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #settings: EvseSettings;
  #energyWh = START_WH;
  #countedTo: number;
  #load: Load = { current: 0, lines: 0 };
  #volts: readonly number[];
  #latest: Reading;
  /** Whether the driver of a meter sends the samples. */
  #isDriven = false;

  constructor(settings: EvseSettings, clock: Clock, random: Random) {
    this.#settings = settings;
    this.#clock = clock;
    this.#random = random;
    this.#countedTo = clock.now();
    this.#volts = this.#measureVolts();
    this.#latest = this.#read();
  }

  /** The latest sample, which events carry. */
  get latest(): Reading {
    return this.#latest;
  }

  /** The power that flows now, in W. */
  get watts(): number {
    return sum(this.#lineWatts());
  }

  get isDriven(): boolean {
    return this.#isDriven;
  }

  /** Takes a sample of the driver of a meter, in place of the simulated ones. */
  take(sample: unknown): void {
    const total = numberAt(sample, 'energy_Wh_import', 'total') ?? 0;
    const energy_Wh_import = { ...objectOf(memberAt(sample, 'energy_Wh_import')), total };
    this.#isDriven = true;
    this.#latest = {
      ...objectOf(sample),
      ...{ timestamp: textAt(sample, 'timestamp'), energy_Wh_import },
    };
  }

  /** Takes a sample, unless a driver does. */
  sample(): Reading {
    if (this.#isDriven) return this.#latest;
    this.#count();
    this.#volts = this.#measureVolts();
    this.#latest = this.#read();
    return this.#latest;
  }

  /** Changes what flows from now on. */
  setLoad(load: Load): void {
    this.#count();
    this.#load = load;
  }

  /** Adds the energy since the last change or sample. */
  #count(): void {
    const now = this.#clock.now();
    this.#energyWh += (this.watts * (now - this.#countedTo)) / MS_PER_HOUR;
    this.#countedTo = now;
  }

  get #names(): readonly string[] {
    const { charge_mode, phases } = this.#settings;
    return charge_mode === 'DC' ? ['DC'] : ['L1', 'L2', 'L3'].slice(0, phases);
  }

  #measureVolts(): readonly number[] {
    const middle = this.#settings.charge_mode === 'DC' ? DC_VOLTS : AC_VOLTS;
    return this.#names.map(() => rounded(this.#random.around(middle, 0.5), 1));
  }

  #amps(): readonly number[] {
    const { current, lines } = this.#load;
    return this.#names.map((_name, index) => (index < lines ? current : 0));
  }

  #lineWatts(): readonly number[] {
    return this.#amps().map((amps, index) => rounded(amps * (this.#volts[index] ?? 0), 2));
  }

  #read(): Reading {
    const watts = this.#lineWatts();
    const isDc = this.#settings.charge_mode === 'DC';
    return {
      timestamp: timestamp(this.#clock.now()),
      meter_id: this.#settings.meter_id,
      energy_Wh_import: { total: rounded(this.#energyWh, 3) },
      power_W: { total: rounded(sum(watts), 2), ...(isDc ? {} : this.#named(watts)) },
      voltage_V: this.#named(this.#volts),
      current_A: this.#named(this.#amps()),
      ...(isDc ? {} : { frequency_Hz: { L1: 50 } }),
    };
  }

  #named(values: readonly number[]): Values {
    return Object.fromEntries(this.#names.map((name, index) => [name, values[index] ?? 0]));
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
