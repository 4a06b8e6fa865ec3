import { runCommand } from '../station/commands.js';
import { memberAt, numberAt, textAt } from '../station/members.js';
import type { Output } from '../station/output.js';
import { EVSE_MANAGER } from '../station/session-reports.js';
import type { Station } from '../station/station.js';
import { cardToken, SOME_TOKEN } from '../station/token.js';

/** What actions work with. */
export interface Stage {
  readonly station: Station;
  /** Publishes a value that the station does not publish by itself. */
  readonly publish: (output: Output) => void;
  /** Restarts EVerest, which is away for some seconds. */
  readonly restart: (seconds: number) => void;
}

/** Does something, and returns the reply if it is a command. */
type Perform = (stage: Stage, details: unknown) => unknown;

const AWAY_S = 3;

/** What a step can do. `scenario.schema.json` has the arguments. */
export const ACTIONS: Readonly<Record<string, Perform>> = {
  plug: ({ station }) => station.evse.session.plugIn(),
  unplug: ({ station }) => station.evse.session.unplug(),
  car_pause: ({ station }) => station.evse.session.wantPower(false),
  car_resume: ({ station }) => station.evse.session.wantPower(true),
  swipe: ({ station }, details) => station.swipe(cardToken(textAt(details, 'token') || SOME_TOKEN)),
  pause: (stage) => command(stage, 'pause_charging'),
  resume: (stage) => command(stage, 'resume_charging'),
  stop: (stage, details) => {
    const token = textAt(details, 'token');
    const reason = textAt(details, 'reason') || 'Local';
    const payload = { reason, ...(token !== '' && { id_tag: cardToken(token) }) };
    return command(stage, 'stop_transaction', payload);
  },
  enable: (stage, details) => vote(stage, 'Enable', details),
  disable: (stage, details) => vote(stage, 'Disable', details),
  // The command `reserve` knows no token, since newer releases of EVerest reserve by another API.
  reserve: ({ station }, details) => {
    const token = textAt(details, 'token') || undefined;
    return station.evse.reserve({ id: numberAt(details, 'id') ?? 0, token });
  },
  cancel_reservation: (stage) => command(stage, 'cancel_reservation'),
  withdraw_authorization: (stage) => command(stage, 'withdraw_authorization'),
  force_unlock: (stage) => command(stage, 'force_unlock', 1),
  set_power: ({ station }, details) =>
    station.evse.limit({
      current_A: numberAt(details, 'current_A'),
      power_W: numberAt(details, 'power_W'),
    }),
  raise_error: ({ station }, details) => driver(station, 'raise_error', details),
  clear_error: ({ station }, details) => driver(station, 'clear_error', details),
  restart: ({ restart }, details) => restart(numberAt(details, 'seconds') ?? AWAY_S),
  publish: ({ publish }, details) =>
    publish({
      api: textAt(details, 'api') || EVSE_MANAGER,
      variable: textAt(details, 'variable'),
      payload: memberAt(details, 'payload'),
    }),
  command: ({ station }, details) =>
    runCommand(station, {
      api: textAt(details, 'api') || EVSE_MANAGER,
      name: textAt(details, 'name'),
      payload: memberAt(details, 'payload'),
    }),
};

function command({ station }: Stage, name: string, payload?: unknown): unknown {
  return runCommand(station, { api: EVSE_MANAGER, name, payload });
}

function driver(station: Station, name: string, payload: unknown): void {
  runCommand(station, { api: 'evse_board_support', name, payload });
}

function vote(stage: Stage, enable_state: string, details: unknown): unknown {
  const source = {
    enable_source: textAt(details, 'source') || 'LocalAPI',
    enable_state,
    enable_priority: numberAt(details, 'priority') ?? 100,
  };
  return command(stage, 'enable_disable', { connector_id: 1, source });
}
