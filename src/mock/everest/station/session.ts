import type { Cancel } from '../../clock/clock.js';
import { Car, type PilotState } from './car.js';
import type { SessionParts } from './session-parts.js';
import { freeToken, type ProvidedToken } from './token.js';
import { Transaction, type Ending } from './transaction.js';

/** Where a session stands. Within a transaction, `Transaction` knows more. While EVerest is away, it is `down`. */
type Stage = 'none' | 'waitingForCar' | 'authRequired' | 'timedOut' | 'transaction' | 'down';

/** The sessions of one connector: from plug-in or authorization to unplugging, event by event. */
export class Session {
  readonly #parts: SessionParts;
  readonly #car: Car;
  readonly #transaction: Transaction;
  #stage: Stage = 'none';
  #uuid = '';
  #token: ProvidedToken | undefined;
  /** What the session knows of the reservation that it uses. */
  #reserved: object = {};
  #cancel: Cancel = () => undefined;

  constructor(parts: SessionParts) {
    const { settings, clock } = parts;
    this.#parts = parts;
    this.#car = new Car(settings.car, clock, (state) =>
      this.#transaction.charging.carChanged(state),
    );
    this.#transaction = new Transaction({
      ...parts,
      car: this.#car,
      uuid: () => this.#uuid,
      report: (event, details) => this.event(event, details),
      event: (event, details, reason) => this.event(event, details, reason),
    });
  }

  /** The id of the session; empty without one. */
  get id(): string {
    return this.#uuid;
  }

  /** Whether there is no session. */
  get isFree(): boolean {
    return this.#stage === 'none';
  }

  /** The token of the running transaction. */
  get activeToken(): ProvidedToken | undefined {
    return this.#transaction.isRunning ? this.#token : undefined;
  }

  /** The token that waits for a car. */
  get waitingToken(): ProvidedToken | undefined {
    return this.#stage === 'waitingForCar' ? this.#token : undefined;
  }

  /** Whether a driver with a car waits for a token to be accepted. */
  get isAuthRequired(): boolean {
    return this.#stage === 'authRequired';
  }

  /** Whether a token can be used now. */
  get awaitsToken(): boolean {
    const { isUsable } = this.#parts.availability;
    return this.isAuthRequired || (this.isFree && isUsable);
  }

  plugIn(): void {
    if (!this.#car.plugIn()) return;
    if (this.#stage === 'waitingForCar') this.#requireToken();
    else this.startIfPlugged();
  }

  unplug(): void {
    if (!this.#car.unplug()) return;
    this.stop({ reason: 'EVDisconnected' });
    this.#transaction.charging.carGone();
    this.#transaction.whenOver(() => {
      if (!this.isFree && this.#stage !== 'down') this.#finish();
    });
  }

  /** Makes the car want power or not. */
  wantPower(wantsPower: boolean): void {
    this.#car.want(wantsPower);
  }

  /** Takes the state of the pilot from the driver of the board, in place of the simulated car. */
  drive(state: PilotState): void {
    if (state === 'A') return this.unplug();
    this.#car.isDriven = true;
    this.plugIn();
    this.#car.show(state);
  }

  /** Takes it from the driver of the board that the contactor is open. */
  contactorOpened(): void {
    this.#transaction.charging.contactorOpened();
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
    return this.#transaction.pause(isPaused);
  }

  /** Ends the transaction, and calls back when it has ended; returns whether one is active. */
  stop(ending: Ending, onEnd?: () => void): boolean {
    return this.#transaction.stop(ending, onEnd);
  }

  /** Reacts to a change of errors, votes or limits. */
  reconsider(): void {
    this.#transaction.charging.reconsider();
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
    const wasActive = this.#transaction.isRunning;
    this.#cancel();
    this.#transaction.abort();
    this.#parts.reports.forget();
    this.#stage = 'down';
    return () => {
      this.#stage = wasActive ? 'transaction' : 'none';
      if (!wasActive) return this.startIfPlugged();
      this.event('SessionResumed');
      this.#transaction.finish({ reason: 'PowerLoss' });
      if (!this.#car.isPlugged) this.#finish();
    };
  }

  /** Publishes an event of the session. */
  event(event: string, details: object = {}, reason?: string): void {
    this.#parts.reports.event(event, { uuid: this.#uuid, ...details }, reason);
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
    const { settings } = this.#parts;
    if (settings.free_service) return this.authorize(freeToken(settings.id));
    this.#limitTime(() => {
      this.#stage = 'timedOut';
      this.event('Deauthorized', { authorization_event: this.#reading() });
      this.event('PluginTimeout');
    });
  }

  #startTransaction(): void {
    this.#stage = 'transaction';
    this.#transaction.start({ token: this.#token, reserved: this.#reserved });
  }

  #finish(): void {
    const { reports, onMeterFailure } = this.#parts;
    this.#cancel();
    this.event('SessionFinished', { session_finished: this.#reading() });
    reports.publish('ev_info', {});
    reports.protocol('Unknown');
    this.#stage = 'none';
    this.#token = undefined;
    this.#uuid = '';
    onMeterFailure(false);
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
