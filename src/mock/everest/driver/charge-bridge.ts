import type { Cancel, Clock } from '../../clock/clock.js';
import type { Quirks } from '../quirks.js';
import type { DeviceParts } from './device.js';

/** What the bridge works with. */
export interface BridgeParts extends Pick<DeviceParts, 'send'> {
  readonly type: string;
  readonly clock: Clock;
  readonly quirks: Quirks;
}

/** The APIs that ChargeBridge, EVerest's own driver, is a client of. */
const APIS = ['evse_board_support', 'ev_board_support', 'over_voltage_monitor'];
/** How old a heartbeat may be. */
const LATEST_BEAT_MS = 2_000;
const FAULT = { type: 'CommunicationFault' };

/** What EVerest's own driver of boards does and no document says; nothing, if the quirk is off. */
export class ChargeBridge {
  readonly #parts: BridgeParts;
  readonly #isOn: boolean;
  #isConnected = false;
  #cancel: Cancel = () => undefined;

  constructor(parts: BridgeParts) {
    this.#parts = parts;
    this.#isOn = APIS.includes(parts.type) && parts.quirks.has('charge-bridge');
  }

  /** Takes a heartbeat: without one for 2 s, there is a fault. */
  beat(): void {
    if (!this.#isOn) return;
    const { clock, send } = this.#parts;
    if (!this.#isConnected) send('clear_error', FAULT);
    this.#isConnected = true;
    this.#cancel();
    this.#cancel = clock.after(LATEST_BEAT_MS, () => {
      this.#isConnected = false;
      send('raise_error', FAULT);
    });
  }

  /** Throws if a request is not answered. */
  refuse(name: string): void {
    if (!this.#isOn || name !== 'reset') return;
    throw new Error(
      'A reset is not answered, as by ChargeBridge of EVerest. To have an answer, pass --quirk charge-bridge=off',
    );
  }

  stop(): void {
    this.#cancel();
  }
}
