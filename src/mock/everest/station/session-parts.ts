import type { Availability } from './availability.js';
import type { ChargingParts } from './charging.js';
import type { AskDriver } from './driver.js';
import type { Limits } from './limits.js';
import type { Random } from './random.js';
import type { SessionReports } from './session-reports.js';
import type { EvseSettings } from './settings.js';
import type { ProvidedToken } from './token.js';

/** What a session works with. */
export interface SessionParts extends Pick<
  ChargingParts,
  'clock' | 'meter' | 'board' | 'load' | 'dutyCycle' | 'cableCheckMs'
> {
  readonly settings: EvseSettings;
  readonly random: Random;
  readonly limits: Limits;
  readonly availability: Availability;
  readonly reports: SessionReports;
  readonly ask: AskDriver;
  /** Called when an accepted token does not lead to a transaction; `status` says why. */
  readonly onUnused: (token: ProvidedToken, status: 'TimedOut' | 'Withdrawn') => void;
  /** Called when the meter has answered, whether it starts no transaction. */
  readonly onMeterFailure: (hasFailed: boolean) => void;
}
