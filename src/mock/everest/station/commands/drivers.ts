import type { ErrorIdentity, GivenError } from '../errors.js';
import { textAt } from '../members.js';
import type { PilotState } from '../car.js';
import type { Command, Commands, GivenCommand } from './command.js';

/** The errors of modules that no EVSE depends on. */
export const ERROR_RAISER: Commands = {
  raise_error: ({ station, given }) => station.raiseError(errorOf(given), []),
  clear_error: ({ station, given }) => station.clearError(identityOf(given)),
};

/** The commands of every driver of an EVSE. */
const DRIVER: Commands = {
  raise_error: ({ station, given, evses }) => station.raiseError(errorOf(given), evses),
  clear_error: ({ station, given }) => station.clearError(identityOf(given)),
  request_stop_transaction: ({ evse, payload }) =>
    evse.session.stop({ reason: textAt(payload, 'reason') }),
};

/** What the driver of the board sees and does. */
export const BOARD: Commands = {
  ...DRIVER,
  event: ({ evse, payload }) => {
    const event = textAt(payload, 'event');
    const state = PILOT_STATES.get(event);
    if (state !== undefined) evse.session.drive(state);
    if (event === 'PowerOff') evse.session.contactorOpened();
  },
  ac_nr_of_phases: forwardAs('ac_nr_of_phases_available'),
  ac_pp_ampacity: forwardAs('ac_pp_ampacity'),
  capabilities: forwardAs('hw_capabilities'),
};

/** What the driver of a power meter measures. */
export const POWERMETER: Commands = {
  powermeter_values: ({ evse, payload }) => evse.takeSample(payload),
  public_key_ocmf: forwardAs('powermeter_public_key_ocmf'),
};

/** What the drivers of DC measure. */
export const POWER_SUPPLY: Commands = {
  ...DRIVER,
  voltage_current: forwardAs('dc_voltage_current'),
  mode: forwardAs('dc_mode'),
  capabilities: forwardAs('dc_capabilities'),
};
export const ISOLATION_MONITOR: Commands = {
  ...DRIVER,
  isolation_measurement: forwardAs('isolation_measurement'),
};
export const OVER_VOLTAGE_MONITOR = DRIVER;

/** Publishes what a driver tells as a variable of the EVSE manager. */
function forwardAs(variable: string): Command {
  return ({ evse, payload }) => evse.publish(variable, payload);
}

/** The states of the pilot by the events of the board. A car that wants ventilation wants power. */
const PILOT_STATES: ReadonlyMap<string, PilotState> = new Map([
  ['A', 'A'],
  ['Disconnected', 'A'],
  ['B', 'B'],
  ['C', 'C'],
  ['D', 'C'],
]);

/** The interfaces of the board that have errors of their own, by the kinds of error. */
const BOARD_INTERFACES: readonly (readonly [RegExp, string])[] = [
  [/^(?:ConnectorLock|MREC1ConnectorLock)/, 'connector_lock'],
  [/^(?:Selftest|DC|AC)$/, 'ac_rcd'],
];

/** The modules whose errors have the name of their interface; those of all others are `generic`. */
const INTERFACES = [
  ...['evse_board_support', 'isolation_monitor', 'over_voltage_monitor', 'power_supply_DC'],
  ...['powermeter', 'system'],
];

/** Returns the interface that an error of a module belongs to, e.g. `connector_lock`. */
export function interfaceOf(api: string, kind: string): string {
  const own = BOARD_INTERFACES.find(([pattern]) => pattern.test(kind))?.[1];
  if (api === 'evse_board_support' && own !== undefined) return own;
  return INTERFACES.includes(api) ? api : 'generic';
}

/** Whether the modules of an API are drivers of EVSEs. */
export function isDriver(api: string): boolean {
  return INTERFACES.includes(api) && api !== 'system';
}

/** Returns the error of a module whose client does not send its communication check. */
export function communicationFault(api: string, module: string, fault: string): GivenError {
  return {
    type: `${interfaceOf(api, '')}/CommunicationFault`,
    sub_type: fault,
    origin: { module_id: module, implementation_id: 'main' },
    message: 'Send communication_check to clear the error',
    severity: 'High',
  };
}

/** An error is known by its type and subtype: clearing one without a subtype leaves the others. */
function identityOf({ api, module = api, payload }: GivenCommand): ErrorIdentity {
  const kind = textAt(payload, 'type');
  return {
    type: `${interfaceOf(api, kind)}/${kind}`,
    sub_type: textAt(payload, 'sub_type'),
    origin: { module_id: module, implementation_id: 'main' },
  };
}

/** Only over voltage monitors say how bad an error is. */
function errorOf(given: GivenCommand): GivenError {
  const { api, payload } = given;
  const severity = api === 'over_voltage_monitor' ? textAt(payload, 'severity') : '';
  const message = textAt(payload, 'message');
  return { ...identityOf(given), message, severity: severity || 'High' };
}
