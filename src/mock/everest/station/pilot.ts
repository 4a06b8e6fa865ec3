/** What the control pilot works with. */
export interface PilotParts {
  /** Sends a command to the driver of the board. */
  readonly board: (command: string, payload?: unknown) => void;
  /** The duty cycle in %, which tells the car how much it may draw. */
  readonly dutyCycle: () => number;
}

/** The control pilot: what the station tells the car by it. */
export class Pilot {
  readonly #parts: PilotParts;
  /** The duty cycle on the pilot; `undefined` while there is none. */
  #duty: number | undefined;

  constructor(parts: PilotParts) {
    this.#parts = parts;
  }

  /** Offers what the car may draw now. */
  offer(): void {
    const duty = this.#parts.dutyCycle();
    if (duty === this.#duty) return;
    this.#duty = duty;
    this.#parts.board('pwm_on', duty);
  }

  /** Takes the offer back. */
  stop(): void {
    if (this.#duty !== undefined) this.#parts.board('pwm_off');
    this.forget();
  }

  /** Shows state F, which wakes some cars up. */
  wakeUp(): void {
    this.#parts.board('pwm_F');
    this.forget();
  }

  /** Takes it that there is no offer. */
  forget(): void {
    this.#duty = undefined;
  }
}
