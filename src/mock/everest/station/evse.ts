import type { Clock } from '../../clock/clock.js';
import { Availability, type Reservation } from './availability.js';
import { CABLE_CHECK_MS, DcSide } from './dc-side.js';
import type { EnableSource } from './enabling.js';
import { Limits, type GivenLimits } from './limits.js';
import { memberAt } from './members.js';
import type { Meter } from './meter.js';
import type { Emit } from './output.js';
import type { Random } from './random.js';
import { Session } from './session.js';
import type { SessionParts } from './session-parts.js';
import { SessionReports } from './session-reports.js';
import type { EvseSettings } from './settings.js';
import type { ProvidedToken } from './token.js';

/** What an EVSE works with. */
export interface EvseParts extends Pick<SessionParts, 'ask' | 'onUnused' | 'onMeterFailure'> {
  readonly settings: EvseSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly meter: Meter;
  readonly emit: Emit;
}

/** One EVSE with one connector: its sessions, and what decides whether they may run. */
export class Evse {
  readonly session: Session;
  readonly #parts: EvseParts;
  readonly #availability = new Availability();
  readonly #limits: Limits;
  readonly #reports: SessionReports;
  readonly #dc: DcSide | undefined;
  /** The variables that drivers publish. */
  readonly #driven = new Set<string>();

  constructor(given: EvseParts) {
    const { settings, clock, meter } = given;
    const emit: Emit = (output) => given.emit({ ...output, evse: settings.id });
    const parts = { ...given, emit };
    this.#parts = parts;
    this.#limits = new Limits(settings);
    this.#reports = new SessionReports({ clock, meter, emit });
    const isDc = settings.charge_mode === 'DC';
    this.#dc = isDc ? this.#createDcSide() : undefined;
    this.session = new Session({
      ...parts,
      ...{ limits: this.#limits, reports: this.#reports, availability: this.#availability },
      cableCheckMs: isDc ? CABLE_CHECK_MS : 0,
      load: () => {
        const load = this.#limits.loadOf(settings);
        return this.#dc?.taper(load) ?? load;
      },
      dutyCycle: () => this.#limits.dutyCycle,
      board: (command, payload) => this.#board(command, payload),
    });
  }

  /** Its number within the station. */
  get id(): number {
    return this.settings.id;
  }

  get settings(): EvseSettings {
    return this.#parts.settings;
  }

  /** The state that `session_info` shows. */
  get state(): string {
    return this.#reports.state;
  }

  get isEnabled(): boolean {
    return this.#availability.enabling.isEnabled;
  }

  /** Publishes what EVerest publishes when it starts. */
  start(): void {
    const { evse_id, charge_mode } = this.settings;
    const ac = ['AC_single_phase_core', 'AC_three_phase_core'];
    this.#reports.publish('evse_id', evse_id);
    const modes = charge_mode === 'DC' ? ['DC_extended'] : ac;
    this.#reports.publish('supported_energy_transfer_modes', modes);
    this.#reports.publish('hw_capabilities', capabilitiesOf(this.settings));
    this.#dc?.start();
    this.session.event('Enabled', { source: this.#availability.enabling.source });
    this.#reports.protocol('Unknown');
  }

  /** Takes a sample of the meter, unless a driver does. */
  sample(): void {
    if (!this.#parts.meter.isDriven) this.#reports.sample();
    this.#dc?.sample(this.session.activeToken !== undefined);
    // The fuller a battery is, the less it takes.
    if (this.#dc !== undefined) this.session.reconsider();
  }

  /** Publishes the sample of a driver of the meter. */
  takeSample(sample: unknown): void {
    this.#parts.meter.take(sample);
    this.#reports.sample();
  }

  /** Publishes a value that a driver has measured or knows, in place of a simulated one. */
  publish(variable: string, payload: unknown): void {
    this.#driven.add(variable);
    this.#reports.publish(variable, payload);
  }

  /** Publishes that the communication with the car has failed. */
  failHlc(reason: string): void {
    this.#reports.publish('hlc_session_failed', { uuid: this.session.id, reason });
  }

  /** Whether a token may be used here and now. */
  admits(token: string): boolean {
    return this.session.awaitsToken && this.#availability.admits(token);
  }

  /** Uses a token, and with it the reservation. */
  authorize(token: ProvidedToken): void {
    this.session.authorize(token);
    this.endReservation();
  }

  /** Takes a vote; returns whether the EVSE is enabled now. */
  enable(source: EnableSource): boolean {
    const { enabling } = this.#availability;
    const before = this.isEnabled;
    enabling.vote(source);
    const isEnabled = this.isEnabled;
    if (before === isEnabled) return isEnabled;
    this.#board('enable', isEnabled);
    const decisive = enabling.source;
    const report = (): void =>
      this.session.event(isEnabled ? 'Enabled' : 'Disabled', { source: decisive });
    const waits = !isEnabled && this.session.stop({ reason: 'EVSEDisabled' }, report);
    if (!waits) report();
    this.session.startIfPlugged();
    return isEnabled;
  }

  /** Reserves the EVSE; returns whether it was free. */
  reserve(reservation: Reservation): boolean {
    const { isUsable, reservation: other } = this.#availability;
    if (!this.session.isFree || !isUsable || other !== undefined) return false;
    this.#availability.reservation = reservation;
    this.session.event('ReservationStart');
    return true;
  }

  /** Ends the reservation; returns whether there was one. */
  endReservation(): boolean {
    if (this.#availability.reservation === undefined) return false;
    this.#availability.reservation = undefined;
    this.#reports.event('ReservationEnd', { uuid: '' });
    return true;
  }

  /** Raises or clears an error; while there is one, nothing is charged. */
  setError(type: string, isRaised: boolean): void {
    const { errors } = this.#availability;
    if (isRaised) errors.add(type);
    else errors.delete(type);
    this.session.reconsider();
  }

  /** Drops what runs, without a report. The result reports it, when EVerest is back. */
  interrupt(): () => void {
    this.#availability.errors.clear();
    this.#driven.clear();
    return this.session.interrupt();
  }

  /** Limits what the car may draw, from now on. */
  limit(given: GivenLimits): void {
    this.#limits.given = given;
    this.#reports.publish('enforced_limits', this.#limits.message(this.#parts.clock.now()));
    this.session.reconsider();
  }

  #createDcSide(): DcSide {
    const { settings, meter, emit } = this.#parts;
    return new DcSide({
      ...{ settings, meter },
      publish: (variable, payload) => {
        if (!this.#driven.has(variable)) this.#reports.publish(variable, payload);
      },
      command: (api, variable, payload) => emit({ api, variable, payload }),
    });
  }

  #board(variable: string, payload?: unknown): void {
    this.#parts.emit({ api: 'evse_board_support', variable, payload });
    if (variable === 'allow_power_on') {
      this.#dc?.switch(memberAt(payload, 'allow_power_on') === true);
    }
  }
}

function capabilitiesOf({ max_current_A, phases, charge_mode }: EvseSettings): object {
  return {
    ...{ max_current_A_import: max_current_A, min_current_A_import: 6 },
    ...{ max_phase_count_import: phases, min_phase_count_import: 1 },
    ...{ max_current_A_export: 0, min_current_A_export: 0 },
    ...{ max_phase_count_export: phases, min_phase_count_export: 1 },
    supports_changing_phases_during_charging: false,
    // EVerest has no kind of its own for the plug of a DC station.
    connector_type: charge_mode === 'DC' ? 'IEC62196Type2Cable' : 'IEC62196Type2Socket',
  };
}
