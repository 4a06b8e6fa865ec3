import { Charging, type ChargingParts } from './charging.js';
import type { DriverRequest } from './driver.js';
import { memberAt, textAt } from './members.js';
import { startRequest } from './meter-transaction.js';
import { pauseReasons } from './pause-reasons.js';
import type { SessionParts } from './session-parts.js';
import type { ProvidedToken } from './token.js';

/** How a transaction ends. */
export interface Ending {
  readonly reason: string;
  /** The token that ended it. */
  readonly id_tag?: ProvidedToken;
}

/** What a transaction works with. */
export interface TransactionParts extends SessionParts, Pick<ChargingParts, 'car' | 'report'> {
  /** The id of the session, which the meter gets. */
  readonly uuid: () => string;
  /** Publishes an event of the session; a reason is that of `TransactionFinished`. */
  readonly event: (event: string, details: object, reason?: string) => void;
}

/** How a transaction starts. */
export interface Beginning {
  readonly token: ProvidedToken | undefined;
  /** What `TransactionStarted` tells of the reservation. */
  readonly reserved: object;
}

/** While it starts and ends, a transaction waits for the meter, and for the contactor. */
type Phase = 'none' | 'starting' | 'active' | 'ending';

/** The transaction of a session: it starts and ends with the meter, and charges in between. */
export class Transaction {
  readonly #parts: TransactionParts;
  readonly #charging: Charging;
  #phase: Phase = 'none';
  #isPausedByUser = false;
  #onEnd: (() => void)[] = [];

  constructor(parts: TransactionParts) {
    const { reports, availability, limits } = parts;
    this.#parts = parts;
    this.#charging = new Charging({
      ...parts,
      protocol: () => reports.protocol('IEC61851-1'),
      reasons: () =>
        pauseReasons({
          Error: availability.errors.size > 0,
          NoEnergy: !limits.hasEnergy,
          UserPause: this.#isPausedByUser,
        }),
    });
  }

  get charging(): Charging {
    return this.#charging;
  }

  /** Whether it has started and has not ended. */
  get isRunning(): boolean {
    return this.#phase === 'active' || this.#phase === 'ending';
  }

  start({ token, reserved }: Beginning): void {
    const { board, event, settings, uuid } = this.#parts;
    this.#phase = 'starting';
    this.#isPausedByUser = false;
    board('lock');
    const payload = startRequest({ evse: settings.evse_id, transaction: uuid(), token });
    this.#askMeter('start_transaction', payload, (reply) => {
      if (this.#phase !== 'starting') return;
      this.#phase = 'active';
      this.#parts.onMeterFailure(textAt(reply, 'status') === 'UNEXPECTED_ERROR');
      event('TransactionStarted', {
        transaction_started: { id_tag: token, ...this.#reading(), ...reserved },
      });
      this.#charging.begin();
    });
  }

  /** Pauses for the user, or goes on; returns whether a transaction is active. */
  pause(isPaused: boolean): boolean {
    if (this.#phase !== 'active') return false;
    this.#isPausedByUser = isPaused;
    this.#charging.reconsider();
    return true;
  }

  /** Ends the transaction, and calls back when it has ended; returns whether one is active. */
  stop(ending: Ending, onEnd?: () => void): boolean {
    if (this.#phase !== 'active') return false;
    if (onEnd !== undefined) this.#onEnd.push(onEnd);
    const { event, reports, uuid } = this.#parts;
    this.#phase = 'ending';
    this.#charging.end(() => {
      event('ChargingFinished', {});
      reports.protocol('IEC61851-1');
      this.#askMeter('stop_transaction', { transaction_id: uuid() }, (reply) => {
        if (this.#phase === 'ending') this.finish(ending, signedValues(reply));
      });
    });
    return true;
  }

  /** Publishes that the transaction has finished, and runs what waits for that. */
  finish(ending: Ending, signed: object = {}): void {
    const { event, board } = this.#parts;
    this.#phase = 'none';
    const details = { transaction_finished: { ...this.#reading(), ...signed, ...ending } };
    event('TransactionFinished', details, ending.reason);
    board('unlock');
    const waiting = this.#onEnd;
    this.#onEnd = [];
    waiting.forEach((run) => run());
  }

  /** Runs something when no transaction runs any more; at once, if none does. */
  whenOver(run: () => void): void {
    if (this.isRunning) this.#onEnd.push(run);
    else {
      this.#phase = 'none';
      run();
    }
  }

  /** Drops what runs, without a report. */
  abort(): void {
    this.#phase = 'none';
    this.#onEnd = [];
    this.#charging.abort();
  }

  #askMeter(name: string, payload: unknown, done: (reply: unknown) => void): void {
    const { ask, settings } = this.#parts;
    const request: DriverRequest = { api: 'powermeter', name, payload, evse: settings.id };
    ask(request, done);
  }

  #reading(): object {
    return { meter_value: this.#parts.meter.latest };
  }
}

/** Returns what a meter has signed at the end of a transaction. */
function signedValues(reply: unknown): object {
  const names = ['start_signed_meter_value', 'signed_meter_value'] as const;
  const values = names.map((name) => [name, memberAt(reply, name)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}
