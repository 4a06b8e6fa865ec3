import type { Emit } from './output.js';

/** The backend of a station (CSMS), as far as the station notices it. */
export class Backend {
  readonly #emit: Emit;
  #isConnected = true;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Finds or loses the backend. */
  connect(isConnected: boolean): void {
    this.#isConnected = isConnected;
    this.publish();
  }

  /** Publishes whether the backend is there. */
  publish(): void {
    this.#emit({ api: 'ocpp_consumer', variable: 'is_connected', payload: this.#isConnected });
  }
}
