import type { Cancel } from '../../clock/clock.js';
import { memberAt, textAt } from '../station/members.js';
import type { Device, DeviceParts } from './device.js';

/** How long the car takes to react to the pilot. */
const REACTION_MS = 1_000;
const PHASES = 3;
const MOST_A = 32;

/** A charging board with a car. The car comes and goes with the events that the user sends. */
export class Board implements Device {
  readonly #parts: DeviceParts;
  /** The state of the pilot, as it was last sent. */
  #state = 'A';
  #amps = 0;
  #cancel: Cancel = () => undefined;

  constructor(parts: DeviceParts) {
    this.#parts = parts;
  }

  started(): void {
    const { send } = this.#parts;
    send('capabilities', {
      ...{ max_current_A_import: MOST_A, min_current_A_import: 6 },
      ...{ max_phase_count_import: PHASES, min_phase_count_import: 1 },
      ...{ max_current_A_export: 0, min_current_A_export: 0 },
      ...{ max_phase_count_export: PHASES, min_phase_count_export: 1 },
      supports_changing_phases_during_charging: false,
      connector_type: 'IEC62196Type2Socket',
    });
    send('ac_nr_of_phases', PHASES);
    this.#show(this.#state);
  }

  command(name: string, payload: unknown): void {
    if (name === 'pwm_on') this.#offer(Number(payload));
    // Newer documents have `cp_state_X1` for `pwm_off`.
    if (name === 'pwm_off' || name === 'cp_state_X1') this.#offer(0);
    if (name === 'allow_power_on') this.#switch(memberAt(payload, 'allow_power_on') === true);
  }

  sent(variable: string, payload: unknown): void {
    const event = textAt(payload, 'event');
    if (variable !== 'event' || !/^[A-F]$/.test(event)) return;
    this.#state = event;
    if (event === 'A') this.#flow(0);
  }

  answer(name: string): unknown {
    return name === 'reset' ? true : undefined;
  }

  /** A car that is plugged in wants power as long as there is an offer. */
  #offer(duty: number): void {
    this.#amps = Math.round(duty > 85 ? (duty - 64) * 25 : duty * 6) / 10;
    const wanted = duty > 0 ? 'C' : 'B';
    this.#cancel();
    this.#cancel = this.#parts.clock.after(REACTION_MS, () => {
      if (this.#state !== 'A' && this.#state !== wanted) this.#show(wanted);
      if (wanted === 'B') this.#flow(0);
    });
  }

  #switch(isOn: boolean): void {
    const isCharging = isOn && this.#state === 'C';
    this.#flow(isCharging ? Math.min(this.#amps, MOST_A) : 0);
    this.#show(isOn ? 'PowerOn' : 'PowerOff');
  }

  #flow(current: number): void {
    this.#parts.flow.current = current;
    this.#parts.flow.lines = current > 0 ? PHASES : 0;
  }

  #show(event: string): void {
    this.#parts.send('event', { event });
  }
}
