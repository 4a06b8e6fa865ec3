/** The order in which EVerest publishes a session of the scenario ac-basic. */

/** The reference trace of EVerest, without the samples of the meter. */
export const REFERENCE = [
  ...['evse_id', 'supported_energy_transfer_modes', 'hw_capabilities'],
  ...['SE Enabled', 'SI Unplugged', 'SP Unknown'],
  ...['SE SessionStarted', 'SI Preparing', 'ev_info'],
  ...['SE AuthRequired', 'SI AuthRequired', 'SI AuthRequired', 'SP IEC61851-1'],
  ...['token Processing', 'token Accepted', 'token UsedToStart'],
  ...['SE Authorized', 'SI AuthRequired', 'SI AuthRequired', 'SP IEC61851-1'],
  ...['SE TransactionStarted', 'SI Preparing'],
  ...['SE PrepareCharging', 'SI Preparing', 'SI Preparing', 'SP IEC61851-1'],
  ...['SE ChargingStarted', 'SI Charging', 'SI Charging', 'SP IEC61851-1'],
  ...['pause → true'],
  ...['SE StoppingCharging', 'SI FinishedEV', 'SI FinishedEV', 'SP IEC61851-1'],
  ...['SE ChargingPausedEVSE', 'SI ChargingPausedEVSE'],
  ...['resume → true'],
  ...['SE PrepareCharging', 'SI Preparing', 'SI Preparing', 'SP IEC61851-1'],
  ...['SE ChargingStarted', 'SI Charging', 'SI Charging', 'SP IEC61851-1'],
  ...['stop → true'],
  ...['SE StoppingCharging', 'SI FinishedEV', 'SI FinishedEV', 'SP IEC61851-1'],
  ...['SE ChargingFinished', 'SI Finished', 'SI Finished', 'SP IEC61851-1'],
  ...['SE TransactionFinished', 'SI FinishedEVSE'],
  ...['SE SessionFinished', 'SI Unplugged', 'ev_info', 'SP Unknown'],
];

/** Returns the kind of a digest, as the reference trace has it. */
export function kindOf(digest: string): string {
  return digest
    .replace(/^token \S+/, 'token')
    .replace(/^ev_info.*/, 'ev_info')
    .replace(/^((?:SE|SI|SP|token) \S+).*|^([a-z_]+) [{["].*/, '$1$2');
}
