import { Enabling } from './enabling.js';

/** A reservation, and the only token that may use it, if it is for one. */
export interface Reservation {
  readonly id: number;
  readonly token?: string | undefined;
}

/** Whether an EVSE may serve anybody: votes, errors and a reservation. */
export class Availability {
  readonly enabling = new Enabling();
  readonly errors = new Set<string>();
  reservation: Reservation | undefined;

  /** Whether a session may start. */
  get isUsable(): boolean {
    return this.enabling.isEnabled && this.errors.size === 0;
  }

  /** What events carry about the reservation. */
  get reservationDetails(): object {
    return this.reservation === undefined ? {} : { reservation_id: this.reservation.id };
  }

  /** Whether the reservation leaves room for a token. */
  admits(token: string): boolean {
    const { token: reserved = token } = this.reservation ?? {};
    return reserved === token;
  }
}
