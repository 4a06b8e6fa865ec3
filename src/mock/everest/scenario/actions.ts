import type { Disturbance } from './disturbance.js';
import { runCommand } from '../station/commands/commands.js';
import type { Evse } from '../station/evse.js';
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
  /** Disturbs the connections between EVerest and its clients. */
  readonly disturb: (disturbance: Disturbance) => void;
}

/** Does something, and returns the reply if it is a command. */
type Perform = (stage: Stage, details: unknown) => unknown;

const AWAY_S = 3;
const HLC_REASON = 'ProtocolNegotiationFailed';
const BOARD = 'evse_board_support';

/**
 * What a step can do. `scenario.schema.json` has the arguments. Actions that concern one EVSE take the first one, unless
 * `evse` has the number of another.
 */
export const ACTIONS: Readonly<Record<string, Perform>> = {
  plug: (stage, details) => evseOf(stage, details).session.plugIn(),
  unplug: (stage, details) => evseOf(stage, details).session.unplug(),
  car_pause: (stage, details) => evseOf(stage, details).session.wantPower(false),
  car_resume: (stage, details) => evseOf(stage, details).session.wantPower(true),
  // Without a number, the reader is one for all EVSEs.
  swipe: ({ station }, details) => {
    const id = numberAt(details, 'evse');
    const connectors = id === undefined ? station.evseIds : [station.evse(id).id];
    station.swipe(cardToken(textAt(details, 'token') || SOME_TOKEN, connectors));
  },
  pause: (stage, details) => command(stage, 'pause_charging', { details }),
  resume: (stage, details) => command(stage, 'resume_charging', { details }),
  stop: (stage, details) => {
    const token = textAt(details, 'token');
    const reason = textAt(details, 'reason') || 'Local';
    const payload = { reason, ...(token !== '' && { id_tag: cardToken(token) }) };
    return command(stage, 'stop_transaction', { details, payload });
  },
  enable: (stage, details) => vote(stage, 'Enable', details),
  disable: (stage, details) => vote(stage, 'Disable', details),
  // The command `reserve` knows no token, since newer releases of EVerest reserve by another API.
  reserve: (stage, details) => {
    const token = textAt(details, 'token') || undefined;
    return evseOf(stage, details).reserve({ id: numberAt(details, 'id') ?? 0, token });
  },
  cancel_reservation: (stage, details) => command(stage, 'cancel_reservation', { details }),
  withdraw_authorization: (stage, details) => command(stage, 'withdraw_authorization', { details }),
  force_unlock: (stage, details) => command(stage, 'force_unlock', { details, payload: 1 }),
  set_power: (stage, details) =>
    evseOf(stage, details).limit({
      current_A: numberAt(details, 'current_A'),
      power_W: numberAt(details, 'power_W'),
    }),
  raise_error: (stage, details) => driver(stage, 'raise_error', details),
  clear_error: (stage, details) => driver(stage, 'clear_error', details),
  hlc_fail: (stage, details) =>
    evseOf(stage, details).failHlc(textAt(details, 'reason') || HLC_REASON),
  backend_offline: ({ station }) => station.backend.connect(false),
  backend_online: ({ station }) => station.backend.connect(true),
  drop_heartbeats: ({ disturb }, details) =>
    disturb({ kind: 'heartbeats', count: numberAt(details, 'count') ?? 1, ...apiOf(details) }),
  delay_replies: ({ disturb }, details) =>
    disturb({ kind: 'late', seconds: numberAt(details, 'seconds') ?? 0, ...apiOf(details) }),
  withhold_replies: ({ disturb }, details) =>
    disturb({ kind: 'withheld', isOn: true, ...apiOf(details) }),
  resume_replies: ({ disturb }, details) =>
    disturb({ kind: 'withheld', isOn: false, ...apiOf(details) }),
  restart: ({ restart }, details) => restart(numberAt(details, 'seconds') ?? AWAY_S),
  publish: (stage, details) =>
    stage.publish({
      api: textAt(details, 'api') || EVSE_MANAGER,
      variable: textAt(details, 'variable'),
      payload: memberAt(details, 'payload'),
      evse: evseOf(stage, details).id,
    }),
  command: ({ station }, details) =>
    runCommand(station, {
      api: textAt(details, 'api') || EVSE_MANAGER,
      name: textAt(details, 'name'),
      payload: memberAt(details, 'payload'),
      ...evsesOf(details),
    }),
};

function evseOf({ station }: Stage, details: unknown): Evse {
  return station.evse(numberAt(details, 'evse'));
}

function evsesOf(details: unknown): { readonly evses?: readonly number[] } {
  const id = numberAt(details, 'evse');
  return id === undefined ? {} : { evses: [id] };
}

function apiOf(details: unknown): Pick<Disturbance, 'api'> {
  return { api: textAt(details, 'api') || undefined };
}

interface CommandDetails {
  readonly details: unknown;
  readonly payload?: unknown;
}

function command(stage: Stage, name: string, { details, payload }: CommandDetails): unknown {
  const { id } = evseOf(stage, details);
  return runCommand(stage.station, { api: EVSE_MANAGER, name, payload, evses: [id] });
}

function driver(stage: Stage, name: string, payload: unknown): void {
  const { id, settings } = evseOf(stage, payload);
  const api = textAt(payload, 'api') || BOARD;
  const module = api === BOARD ? settings.board : undefined;
  runCommand(stage.station, { api, name, payload, module, evses: [id] });
}

function vote(stage: Stage, enable_state: string, details: unknown): unknown {
  const source = {
    enable_source: textAt(details, 'source') || 'LocalAPI',
    enable_state,
    enable_priority: numberAt(details, 'priority') ?? 100,
  };
  return command(stage, 'enable_disable', { details, payload: { connector_id: 1, source } });
}
