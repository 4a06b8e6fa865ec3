import type { ModuleSetup } from '../setup/setup.js';
import { communicationFault, isDriver } from '../station/commands/drivers.js';
import type { Station } from '../station/station.js';
import type { CommunicationFault } from './communication-check.js';

/** A fault of a connection, and whether it is raised or cleared. */
export interface ReportedFault {
  readonly setup: ModuleSetup;
  readonly fault: CommunicationFault;
  readonly isRaised: boolean;
}

/**
 * Tells the station of a fault of a connection. It stops an EVSE if its driver was there before: until then, the
 * station has a driver of its own.
 */
export function reportFault(station: Station, { setup, fault, isRaised }: ReportedFault): void {
  const error = communicationFault(setup.type, setup.id, fault);
  if (!isRaised) return station.clearError(error);
  const stops = isLoss(fault) && isDriver(setup.type);
  const ids = stops ? (setup.evses ?? station.evseIds) : [];
  station.raiseError(
    error,
    ids.map((id) => station.evse(id)),
  );
}

/** Returns what the user reads about a fault; `undefined` for the one that every module starts with. */
export function textOf({ fault, isRaised }: ReportedFault): string | undefined {
  if (!isRaised) return 'CommunicationFault is cleared';
  if (!isLoss(fault)) return undefined;
  return `CommunicationFault is raised: ${fault}. Send communication_check to clear the error`;
}

function isLoss(fault: CommunicationFault): boolean {
  return fault !== 'Initial communication check';
}
