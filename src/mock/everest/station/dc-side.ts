import type { Load, Meter } from './meter.js';
import type { EvseSettings } from './settings.js';

/** What the DC side works with. */
export interface DcParts {
  readonly settings: EvseSettings;
  readonly meter: Meter;
  /** Publishes a variable of the EVSE manager. */
  readonly publish: (variable: string, payload: unknown) => void;
  /** Sends a command to a driver, by the type of its API module. */
  readonly command: (api: string, command: string, payload?: unknown) => void;
}

/** How long the cable check takes, with what comes before it. */
export const CABLE_CHECK_MS = 5_000;
/** Above this state of charge, in %, the car takes less and less. */
const BULK_SOC = 80;
const FULL_SOC = 100;
/** The least that the car takes, as a part of what it could. */
const LEAST_PART = 0.05;
const ISOLATION_OHM = 1_250_000;
const LEAST_VOLTS = 150;
const MOST_VOLTS = 920;
const CABLE_CHECK_VOLTS = 500;

/** The DC side of a station: power supply, isolation monitor, and the battery of the car. */
export class DcSide {
  readonly #parts: DcParts;
  #isOn = false;
  /** What the meter showed when the transaction started; `undefined` without one. */
  #startWh: number | undefined;

  constructor(parts: DcParts) {
    this.#parts = parts;
  }

  /** Publishes what the power supply is. */
  start(): void {
    const { publish, settings } = this.#parts;
    this.#isOn = false;
    this.#startWh = undefined;
    publish('dc_capabilities', {
      ...{ bidirectional: false, max_export_voltage_V: MOST_VOLTS },
      ...{ min_export_voltage_V: LEAST_VOLTS, max_export_current_A: settings.max_current_A },
      ...{ min_export_current_A: 0, max_export_power_W: settings.max_current_A * MOST_VOLTS },
      ...{ current_regulation_tolerance_A: 0.5, peak_current_ripple_A: 1 },
    });
    publish('dc_mode', 'Off');
  }

  /** Switches the power supply. The cable check, which comes first, measures the isolation. */
  switch(isOn: boolean): void {
    if (isOn === this.#isOn) return;
    this.#isOn = isOn;
    const { publish, meter } = this.#parts;
    this.#commandDrivers(isOn);
    publish('dc_mode', isOn ? 'Export' : 'Off');
    if (!isOn) return;
    const volts = meter.latest.voltage_V?.['DC'] ?? 0;
    publish('isolation_measurement', { resistance_F_Ohm: ISOLATION_OHM, voltage_V: volts });
  }

  /** The power supply has the largest voltage in the cable check. */
  #commandDrivers(isOn: boolean): void {
    const { command, settings } = this.#parts;
    const supply = 'power_supply_DC';
    const charging_phase = isOn ? 'CableCheck' : 'Other';
    command('isolation_monitor', isOn ? 'receive_start' : 'receive_stop');
    command(supply, 'mode', { mode: isOn ? 'Export' : 'Off', charging_phase });
    if (!isOn) return;
    const current_A = settings.max_current_A;
    command(supply, 'export_voltage_current', { voltage_V: CABLE_CHECK_VOLTS, current_A });
  }

  /** Publishes what flows and what the car tells, after a sample of the meter. */
  sample(hasTransaction: boolean): void {
    const { publish, meter, settings } = this.#parts;
    const { voltage_V, current_A, energy_Wh_import } = meter.latest;
    if (!hasTransaction) {
      this.#startWh = undefined;
      return;
    }
    this.#startWh ??= energy_Wh_import.total;
    const [volts = 0, amps = 0] = [voltage_V?.['DC'], current_A?.['DC']];
    if (this.#isOn) publish('dc_voltage_current', { voltage_V: volts, current_A: amps });
    const { battery_capacity_Wh, max_current_A } = settings.car;
    const soc = this.#soc;
    publish('ev_info', {
      ...{ soc: Math.round(soc * 100) / 100, present_voltage: volts, present_current: amps },
      ...{ battery_capacity: battery_capacity_Wh, battery_full_soc: FULL_SOC },
      ...{ battery_bulk_soc: BULK_SOC, maximum_current_limit: max_current_A },
      remaining_energy_needed: Math.round((battery_capacity_Wh * (FULL_SOC - soc)) / 100),
    });
  }

  /** Returns what the car takes of a load, the less the fuller it is. */
  taper({ current, lines }: Load): Load {
    const part = (FULL_SOC - this.#soc) / (FULL_SOC - BULK_SOC);
    const taken = current * Math.min(1, Math.max(LEAST_PART, part));
    return { current: Math.round(taken * 100) / 100, lines };
  }

  /** The state of charge in %. */
  get #soc(): number {
    const { meter, settings } = this.#parts;
    const { total } = meter.latest.energy_Wh_import;
    const charged = total - (this.#startWh ?? total);
    return Math.min(
      FULL_SOC,
      settings.car.soc + (charged / settings.car.battery_capacity_Wh) * FULL_SOC,
    );
  }
}
