/** What the commands of clients do at a station. */
import type { Station } from '../station.js';
import { AUTH_CONSUMER, AUTH_TOKEN_PROVIDER } from './auth.js';
import type { Command, Commands, GivenCommand } from './command.js';
import * as drivers from './drivers.js';
import { ERROR_HISTORY_CONSUMER } from './error-history.js';
import { EVSE_MANAGER_CONSUMER } from './evse-manager.js';
import { LIMITS_CONSUMER } from './limits.js';
import { OCPP_CONSUMER } from './ocpp.js';
import { SECURITY_CONSUMER } from './security.js';

/** The commands that lead to something, by API and name. */
const COMMANDS: Readonly<Record<string, Commands>> = {
  evse_manager_consumer: EVSE_MANAGER_CONSUMER,
  auth_consumer: AUTH_CONSUMER,
  auth_token_provider: AUTH_TOKEN_PROVIDER,
  external_energy_limits_consumer: LIMITS_CONSUMER,
  error_history_consumer: ERROR_HISTORY_CONSUMER,
  ocpp_consumer: OCPP_CONSUMER,
  evse_security_consumer: SECURITY_CONSUMER,
  generic_error_raiser: drivers.ERROR_RAISER,
  ev_board_support: drivers.ERROR_RAISER,
  slac: drivers.ERROR_RAISER,
  evse_board_support: drivers.BOARD,
  powermeter: drivers.POWERMETER,
  isolation_monitor: drivers.ISOLATION_MONITOR,
  over_voltage_monitor: drivers.OVER_VOLTAGE_MONITOR,
  power_supply_DC: drivers.POWER_SUPPLY,
};

/** Whether a command means something to the station. */
export function isCommand({ api, name }: Pick<GivenCommand, 'api' | 'name'>): boolean {
  return commandOf(api, name) !== undefined;
}

/** Returns the names of the commands of an API that mean something to the station. */
export function commandsOf(api: string): readonly string[] {
  return Object.hasOwn(COMMANDS, api) ? Object.keys(COMMANDS[api] ?? {}) : [];
}

/** Names come from scenarios and clients, so an inherited member such as `constructor` is no command. */
function commandOf(api: string, name: string): Command | undefined {
  return commandsOf(api).includes(name) ? COMMANDS[api]?.[name] : undefined;
}

/**
 * Runs a command and returns its reply. What it leads to is published after the reply. Throws an `UnknownEvseError` if
 * the station has no EVSE of a number.
 */
export function runCommand(station: Station, given: GivenCommand): unknown {
  const { api, name, payload, evses: ids = station.evseIds } = given;
  const evses = ids.map((id) => station.evse(id));
  const context = { station, given, payload, evses, evse: evses[0] ?? station.evse() };
  return station.command(() => commandOf(api, name)?.(context));
}
