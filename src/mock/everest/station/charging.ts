import type { Cancel, Clock } from '../../clock/clock.js';
import type { Car, PilotState } from './car.js';
import type { Load, Meter } from './meter.js';
import type { PauseReason } from './pause-reasons.js';
import { Pilot, type PilotParts } from './pilot.js';

/** What charging works with. */
export interface ChargingParts extends PilotParts {
  readonly clock: Clock;
  readonly car: Car;
  readonly meter: Meter;
  /** Publishes an event of the session. */
  readonly report: (event: string, details?: object) => void;
  /** Publishes the protocol of the session. */
  readonly protocol: () => void;
  /** How long the cable check takes, which DC needs before the car may draw. */
  readonly cableCheckMs: number;
  /** Why charging must pause now. */
  readonly reasons: () => readonly PauseReason[];
  /** What the car draws when it charges. */
  readonly load: () => Load;
}

type Phase =
  'off' | 'waitingForEnergy' | 'preparing' | 'charging' | 'stopping' | 'pausedEvse' | 'pausedEv';

/** How long the contactor takes to open after the car has stopped drawing. */
const OPENING_MS = 300;
/** When the contactor opens although the car goes on drawing. */
const HARD_STOP_MS = 20_000;
/** When a car that takes no power is woken up: pilot state F, for a while. */
const WAKE_UP_MS = 30_000;
const WAKE_UP_LASTS_MS = 4_000;
/** When a car that was woken up counts as pausing. */
const GIVE_UP_MS = 10_000;

/** The charging loop of a transaction: preparing, charging and pausing, until the transaction ends. */
export class Charging {
  readonly #parts: ChargingParts;
  readonly #pilot: Pilot;
  #phase: Phase = 'off';
  #isPausedByCar = false;
  #sentReasons = '';
  #onEnd: (() => void) | undefined;
  #cancel: Cancel = () => undefined;

  constructor(parts: ChargingParts) {
    this.#parts = parts;
    this.#pilot = new Pilot(parts);
  }

  /** Starts with a transaction. */
  begin(): void {
    if (this.#reasonsText() === 'NoEnergy') {
      this.#enter('waitingForEnergy');
      this.#parts.report('WaitingForEnergy');
      return;
    }
    this.#proceed();
  }

  /** Ends with the transaction; calls back when the contactor is open. */
  end(onEnd: () => void): void {
    const isOpen = !['charging', 'stopping'].includes(this.#phase);
    this.#onEnd = onEnd;
    if (this.#phase !== 'stopping') this.#stop();
    if (isOpen) this.#opened();
  }

  /** Opens the contactor at once, since the car is gone. */
  carGone(): void {
    if (this.#phase === 'stopping') this.#opened();
  }

  /** Goes on, since the driver of the board says that the contactor is open. */
  contactorOpened(): void {
    if (this.#phase === 'stopping') this.#opened();
  }

  /** Forgets everything, as a restart does. */
  abort(): void {
    this.#enter('off');
    this.#pilot.forget();
    this.#onEnd = undefined;
    this.#isPausedByCar = false;
    this.#parts.meter.setLoad({ current: 0, lines: 0 });
  }

  /** Reacts to a change of the reasons to pause, or of what the car may draw. */
  reconsider(): void {
    const reasons = this.#reasonsText();
    switch (this.#phase) {
      case 'charging':
        if (reasons === '') this.#adjust();
        else this.#stop();
        break;
      case 'waitingForEnergy':
        if (reasons !== 'NoEnergy') this.#proceed();
        break;
      case 'pausedEvse':
        if (reasons !== this.#sentReasons) this.#proceed();
        break;
      case 'preparing':
      case 'pausedEv':
        if (reasons !== '') this.#proceed();
        break;
      case 'off':
      case 'stopping':
    }
  }

  /** Reacts to the car. */
  carChanged(state: PilotState): void {
    switch (this.#phase) {
      case 'preparing':
        if (state === 'C') this.#start();
        else this.#prepare();
        break;
      case 'charging':
        this.#isPausedByCar = true;
        this.#stop();
        this.#open();
        break;
      case 'pausedEv':
        if (state !== 'C') break;
        this.#prepare();
        this.#start();
        break;
      case 'stopping':
        this.#open();
        break;
      default:
    }
  }

  /** Prepares charging, or pauses if there is a reason to. */
  #proceed(): void {
    if (this.#reasonsText() === '') this.#prepare();
    else this.#pause();
  }

  #prepare(): void {
    const { report, protocol, car, clock, board, cableCheckMs } = this.#parts;
    this.#enter('preparing');
    report('PrepareCharging');
    protocol();
    const offer = (): void => {
      this.#pilot.offer();
      car.offer(true);
      this.#cancel = clock.after(WAKE_UP_MS, () => this.#wakeUp());
    };
    if (cableCheckMs === 0) return offer();
    board('allow_power_on', { allow_power_on: true, reason: 'DCCableCheck' });
    this.#cancel = clock.after(cableCheckMs, offer);
  }

  #wakeUp(): void {
    const { report, protocol, clock } = this.#parts;
    this.#pilot.wakeUp();
    this.#cancel = clock.after(WAKE_UP_LASTS_MS, () => {
      this.#pilot.offer();
      report('PrepareCharging');
      protocol();
      this.#cancel = clock.after(GIVE_UP_MS, () => this.#pauseByCar());
    });
  }

  #start(): void {
    const { report, protocol, board, meter, load } = this.#parts;
    this.#enter('charging');
    this.#isPausedByCar = false;
    board('allow_power_on', { allow_power_on: true, reason: 'FullPowerCharging' });
    meter.setLoad(load());
    report('ChargingStarted', this.#reading());
    protocol();
  }

  /** Tells the car how much it may draw now. */
  #adjust(): void {
    this.#pilot.offer();
    this.#parts.meter.setLoad(this.#parts.load());
  }

  /** Asks the car to stop. */
  #stop(): void {
    const { report, protocol, car, clock } = this.#parts;
    this.#enter('stopping');
    report('StoppingCharging');
    protocol();
    this.#pilot.stop();
    if (!this.#isPausedByCar) car.offer(false);
    this.#cancel = clock.after(HARD_STOP_MS, () => this.#opened());
  }

  /** Opens the contactor, since the car draws nothing any more. */
  #open(): void {
    const { meter, clock, car } = this.#parts;
    this.#cancel();
    meter.setLoad({ current: 0, lines: 0 });
    const wait = car.isDriven ? HARD_STOP_MS : OPENING_MS;
    this.#cancel = clock.after(wait, () => this.#opened());
  }

  #opened(): void {
    const { meter, board } = this.#parts;
    meter.setLoad({ current: 0, lines: 0 });
    board('allow_power_on', { allow_power_on: false, reason: 'PowerOff' });
    const onEnd = this.#onEnd;
    if (onEnd !== undefined) {
      this.#enter('off');
      this.#isPausedByCar = false;
      this.#onEnd = undefined;
      return onEnd();
    }
    if (this.#isPausedByCar && this.#reasonsText() === '') return this.#pauseByCar();
    this.#proceed();
  }

  #pause(): void {
    this.#enter('pausedEvse');
    const reasons = this.#parts.reasons();
    this.#sentReasons = this.#reasonsText();
    this.#parts.report('ChargingPausedEVSE', {
      charging_paused_evse: { reasons },
      ...this.#reading(),
    });
  }

  #pauseByCar(): void {
    this.#enter('pausedEv');
    this.#parts.report('ChargingPausedEV', this.#reading());
    this.#parts.protocol();
  }

  #enter(phase: Phase): void {
    this.#cancel();
    this.#phase = phase;
  }

  #reasonsText(): string {
    return this.#parts.reasons().join();
  }

  #reading(): object {
    return { charging_state_changed_event: { meter_value: this.#parts.meter.latest } };
  }
}
