import type { Cancel } from '../../clock/clock.js';
import type { Availability } from './availability.js';
import { Car } from './car.js';
import { Charging, pauseReasons, type ChargingParts } from './charging.js';
import type { Limits } from './limits.js';
import type { Random } from './random.js';
import type { SessionReports } from './session-reports.js';
import type { StationSettings } from './settings.js';
import { FREE_TOKEN, type ProvidedToken } from './token.js';

/** What a session works with. */
export interface SessionParts extends Pick<
  ChargingParts,
  'clock' | 'meter' | 'board' | 'load' | 'cableCheckMs'
> {
  readonly settings: StationSettings;
  readonly random: Random;
  readonly limits: Limits;
  readonly availability: Availability;
  readonly reports: SessionReports;
  /** Called when an accepted token does not lead to a transaction; `status` says why. */
  readonly onUnused: (token: ProvidedToken, status: 'TimedOut' | 'Withdrawn') => void;
}

/** Where a session stands. Within a transaction, `Charging` knows more. */
type Stage = 'none' | 'waitingForCar' | 'authRequired' | 'timedOut' | 'transaction' | 'finished';

/** How a transaction ends. */
export interface Ending {
  readonly reason: string;
  /** The token that ended it. */
  readonly id_tag?: ProvidedToken;
}

/** The sessions of one connector: from plug-in or authorization to unplugging, event by event. */
export class Session {
  readonly #parts: SessionParts;
  readonly #car: Car;
  readonly #charging: Charging;
  #stage: Stage = 'none';
  #uuid = '';
  #token: ProvidedToken | undefined;
  /** What the session knows of the reservation that it uses. */
  #reserved: object = {};
  #isPausedByUser = false;
  #isEnding = false;
  #cancel: Cancel = () => undefined;

  constructor(parts: SessionParts) {
    const { settings, clock, reports, limits, availability } = parts;
    this.#parts = parts;
    this.#car = new Car(settings.car, clock, (state) => this.#charging.carChanged(state));
    this.#charging = new Charging({
      ...parts,
      car: this.#car,
      report: (event, details) => this.event(event, details),
      protocol: () => reports.protocol('IEC61851-1'),
      reasons: () =>
        pauseReasons({
          Error: availability.errors.size > 0,
          NoEnergy: !limits.hasEnergy,
          UserPause: this.#isPausedByUser,
        }),
    });
  }

  /** Whether there is no session. */
  get isFree(): boolean {
    return this.#stage === 'none';
  }

  /** The token of the running transaction. */
  get activeToken(): ProvidedToken | undefined {
    return this.#stage === 'transaction' ? this.#token : undefined;
  }

  /** Whether a token can be used now. */
  get awaitsToken(): boolean {
    const { isUsable } = this.#parts.availability;
    return this.#stage === 'authRequired' || (this.isFree && isUsable);
  }

  plugIn(): void {
    if (!this.#car.plugIn()) return;
    if (this.#stage === 'waitingForCar') this.#requireToken();
    else this.startIfPlugged();
  }

  unplug(): void {
    if (!this.#car.unplug()) return;
    this.stop({ reason: 'EVDisconnected' });
    this.#charging.carGone();
    if (!this.isFree) this.#finish();
  }

  /** Makes the car want power or not. */
  wantPower(wantsPower: boolean): void {
    this.#car.want(wantsPower);
  }

  /** Uses a token that was accepted. Check `awaitsToken` before. */
  authorize(token: ProvidedToken): void {
    this.#cancel();
    this.#token = token;
    this.#reserved = this.#parts.availability.reservationDetails;
    if (this.isFree) this.#start({ reason: 'Authorized', id_tag: token });
    this.event('Authorized', { authorization_event: this.#reading() });
    if (this.#car.isPlugged) {
      this.#parts.reports.protocol('IEC61851-1');
      return this.#startTransaction();
    }
    this.#stage = 'waitingForCar';
    this.#limitTime(() => this.withdraw('TimedOut'));
  }

  /** Takes an authorization back before a transaction; returns whether there was one. */
  withdraw(status: 'TimedOut' | 'Withdrawn' = 'Withdrawn'): boolean {
    if (this.#stage !== 'waitingForCar') return false;
    if (this.#token !== undefined) this.#parts.onUnused(this.#token, status);
    this.event('Deauthorized', { authorization_event: this.#reading() });
    this.#finish();
    return true;
  }

  /** Pauses for the user, or goes on; returns whether a transaction is active. */
  pause(isPaused: boolean): boolean {
    if (this.#stage !== 'transaction' || this.#isEnding) return false;
    this.#isPausedByUser = isPaused;
    this.#charging.reconsider();
    return true;
  }

  /** Ends the transaction, and calls back when it has ended; returns whether one is active. */
  stop(ending: Ending, onEnd: () => void = () => undefined): boolean {
    if (this.#stage !== 'transaction' || this.#isEnding) return false;
    this.#endTransaction(ending, onEnd);
    return true;
  }

  /** Reacts to a change of errors, votes or limits. */
  reconsider(): void {
    this.#charging.reconsider();
    this.startIfPlugged();
  }

  /** Starts a session for a car that is plugged in, if the EVSE is free and usable. */
  startIfPlugged(): void {
    if (!this.isFree || !this.#car.isPlugged || !this.#parts.availability.isUsable) return;
    this.#start({ reason: 'EVConnected' });
    this.#requireToken();
  }

  /** Drops what runs, without a report. The result reports it, when EVerest is back. */
  interrupt(): () => void {
    const wasActive = this.#stage === 'transaction';
    this.#cancel();
    this.#charging.abort();
    this.#parts.reports.forget();
    this.#isEnding = false;
    this.#stage = 'none';
    return () => {
      if (!wasActive) return this.startIfPlugged();
      this.event('SessionResumed');
      this.#transactionFinished({ reason: 'PowerLoss' });
    };
  }

  /** Publishes an event of the session. */
  event(event: string, details: object = {}): void {
    this.#parts.reports.event(event, { uuid: this.#uuid, ...details });
  }

  #start(details: object): void {
    const { random, availability, reports } = this.#parts;
    this.#uuid = random.uuid();
    this.event('SessionStarted', {
      session_started: { ...details, ...this.#reading(), ...availability.reservationDetails },
    });
    reports.publish('ev_info', {});
  }

  /** Every session gets here, even if there is a token already. */
  #requireToken(): void {
    this.#cancel();
    this.event('AuthRequired');
    this.#parts.reports.protocol('IEC61851-1');
    if (this.#stage === 'waitingForCar') return this.#startTransaction();
    this.#stage = 'authRequired';
    if (this.#parts.settings.free_service) return this.authorize(FREE_TOKEN);
    this.#limitTime(() => {
      this.#stage = 'timedOut';
      this.event('Deauthorized', { authorization_event: this.#reading() });
      this.event('PluginTimeout');
    });
  }

  #startTransaction(): void {
    this.#stage = 'transaction';
    this.#isPausedByUser = false;
    this.#parts.board('lock');
    const started = { id_tag: this.#token, ...this.#reading(), ...this.#reserved };
    this.event('TransactionStarted', { transaction_started: started });
    this.#charging.begin();
  }

  #endTransaction(ending: Ending, onEnd: () => void): void {
    this.#isEnding = true;
    this.#charging.end(() => {
      this.event('ChargingFinished');
      this.#parts.reports.protocol('IEC61851-1');
      this.#transactionFinished(ending);
      onEnd();
    });
  }

  #transactionFinished(ending: Ending): void {
    const { reports, board } = this.#parts;
    this.#isEnding = false;
    this.#stage = 'finished';
    const details = { transaction_finished: { ...this.#reading(), ...ending } };
    reports.event('TransactionFinished', { uuid: this.#uuid, ...details }, ending.reason);
    board('unlock');
  }

  #finish(): void {
    const { reports } = this.#parts;
    this.#cancel();
    this.event('SessionFinished', { session_finished: this.#reading() });
    reports.publish('ev_info', {});
    reports.protocol('Unknown');
    this.#stage = 'none';
    this.#token = undefined;
    this.#uuid = '';
  }

  #limitTime(run: () => void): void {
    const { clock, settings } = this.#parts;
    this.#cancel();
    this.#cancel = clock.after(settings.auth_timeout_s * 1_000, run);
  }

  #reading(): object {
    return { meter_value: this.#parts.meter.latest };
  }
}
