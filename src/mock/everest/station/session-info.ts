import type { Reading } from './meter.js';
import { timestamp } from './timestamp.js';

/** What of a session event `SessionInfo` takes in. */
export interface RecordedEvent {
  readonly event: string;
  readonly time: number;
  /** The reason of `TransactionFinished`. */
  readonly reason?: string | undefined;
}

/** The states that follow from an event alone. Other events change nothing. */
const STATES: Readonly<Record<string, string>> = {
  Enabled: 'Unplugged',
  Disabled: 'Disabled',
  SessionStarted: 'Preparing',
  AuthRequired: 'AuthRequired',
  TransactionStarted: 'Preparing',
  WaitingForEnergy: 'WaitingForEnergy',
  PrepareCharging: 'Preparing',
  ChargingStarted: 'Charging',
  StoppingCharging: 'FinishedEV',
  ChargingPausedEV: 'ChargingPausedEV',
  ChargingPausedEVSE: 'ChargingPausedEVSE',
  ChargingFinished: 'Finished',
  PluginTimeout: 'AuthTimeout',
  SessionFinished: 'Unplugged',
};

/** In these states, neither samples nor protocols lead to a message. */
const SILENT = ['Unknown', 'Unplugged', 'Disabled'];

interface Span {
  readonly start: number;
  end?: number;
  /** The time up to which the duration counts: that of the latest sample. */
  counted: number;
}

/**
 * What EVerest's `session_info` is made of. Energy and durations are those of the sample before, since EVerest
 * computes them before it stores a new sample.
 */
export class SessionInfo {
  #state = 'Unknown';
  #protocol = 'Unknown';
  #startWh = 0;
  #storedWh = 0;
  #watts = 0;
  #session: Span | undefined;
  #transaction: Span | undefined;

  get state(): string {
    return this.#state;
  }

  /** Whether a session is shown, so that samples and protocols lead to messages. */
  get isShown(): boolean {
    return !SILENT.includes(this.#state);
  }

  set protocol(protocol: string) {
    this.#protocol = protocol;
  }

  /** Takes in an event; the reading is the one that the event carries. */
  record({ event, time, reason }: RecordedEvent, reading: Reading): void {
    this.#state = this.#stateAfter(event, reason);
    if (event === 'SessionStarted') this.#startSession(time, reading);
    if (event === 'TransactionStarted') this.#transaction = { start: time, counted: time };
    if (event === 'TransactionFinished' && this.#transaction) this.#transaction.end = time;
    if (event === 'SessionFinished' && this.#session) this.#session.end = time;
  }

  /** Shows the power of a sample. Its energy and time count from the next message on: see `store`. */
  show(reading: Reading): void {
    this.#watts = reading.power_W?.total ?? 0;
  }

  /** Stores the energy and the time of a sample, after the message that belongs to it. */
  store(reading: Reading, time: number): void {
    this.#storedWh = reading.energy_Wh_import.total;
    for (const span of [this.#session, this.#transaction]) {
      if (span !== undefined && span.end === undefined) span.counted = time;
    }
  }

  /** Returns the message for a time. */
  at(time: number): object {
    const [session, transaction] = [this.#session, this.#transaction];
    return {
      state: this.#state,
      charged_energy_wh: Math.max(0, Math.trunc(this.#storedWh - this.#startWh)),
      discharged_energy_wh: 0,
      latest_total_w: Math.trunc(this.#watts),
      session_duration_s: session === undefined ? 0 : secondsOf(session),
      timestamp: timestamp(time),
      ...(this.isShown && this.#protocol !== 'Unknown' && { selected_protocol: this.#protocol }),
      ...(transaction && { transaction_duration_s: secondsOf(transaction) }),
      ...timesOf('session', session),
      ...timesOf('transaction', transaction),
    };
  }

  #stateAfter(event: string, reason: string | undefined): string {
    if (event !== 'TransactionFinished') return STATES[event] ?? this.#state;
    return reason === 'Local' ? 'FinishedEVSE' : 'Finished';
  }

  #startSession(time: number, { energy_Wh_import: { total } }: Reading): void {
    this.#session = { start: time, counted: time };
    this.#transaction = undefined;
    this.#protocol = 'Unknown';
    this.#startWh = total;
    this.#storedWh = total;
  }
}

function secondsOf({ start, counted }: Span): number {
  return Math.trunc((counted - start) / 1_000);
}

function timesOf(name: string, span: Span | undefined): object {
  if (span === undefined) return {};
  return {
    [`${name}_start_time`]: timestamp(span.start),
    ...(span.end !== undefined && { [`${name}_end_time`]: timestamp(span.end) }),
  };
}
