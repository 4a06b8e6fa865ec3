import type { Clock } from '../../clock/clock.js';
import type { Meter } from './meter.js';
import type { Emit } from './output.js';
import { SessionInfo } from './session-info.js';
import { timestamp } from './timestamp.js';

/** The type of the API module that reports sessions. */
export const EVSE_MANAGER = 'evse_manager_consumer';

/** The session of an event, and what the event carries besides. */
export interface EventDetails {
  readonly [name: string]: unknown;
  /** Empty outside of sessions. */
  readonly uuid: string;
}

/** What reports need. */
export interface Reporting {
  readonly clock: Clock;
  readonly meter: Meter;
  readonly emit: Emit;
}

/** Publishes what happens in a session, in EVerest's order: `session_info` follows events and precedes values. */
export class SessionReports {
  readonly #reporting: Reporting;
  #info = new SessionInfo();

  constructor(reporting: Reporting) {
    this.#reporting = reporting;
  }

  /** The state that the latest `session_info` shows. */
  get state(): string {
    return this.#info.state;
  }

  /** Forgets all sessions, as a restart of EVerest does. */
  forget(): void {
    this.#info = new SessionInfo();
  }

  /** Publishes an event, and after it the `session_info` that results. */
  event(event: string, details: EventDetails, reason?: string): void {
    const { clock, meter } = this.#reporting;
    const time = clock.now();
    const { uuid, ...others } = details;
    this.publish('session_event', {
      ...{ uuid, timestamp: timestamp(time), connector_id: 1, event },
      ...others,
    });
    this.#info.record({ event, time, reason }, meter.latest);
    this.#publishInfo();
  }

  /** Publishes the protocol, and before it the `session_info` with it. */
  protocol(protocol: string): void {
    this.#info.protocol = protocol;
    if (this.#info.isShown) this.#publishInfo();
    this.publish('selected_protocol', protocol);
  }

  /** Takes a sample and publishes it, and before it the `session_info`. */
  sample(): void {
    const { clock, meter } = this.#reporting;
    const reading = meter.sample();
    this.#info.show(reading);
    if (this.#info.isShown) this.#publishInfo();
    this.#info.store(reading, clock.now());
    this.publish('powermeter', reading);
  }

  /** Publishes a variable of the EVSE manager. */
  publish(variable: string, payload: unknown): void {
    this.#reporting.emit({ api: EVSE_MANAGER, variable, payload });
  }

  #publishInfo(): void {
    this.publish('session_info', this.#info.at(this.#reporting.clock.now()));
  }
}
