import type { EnableSource } from './enabling.js';
import { memberAt, numberAt, textAt } from './members.js';
import type { Station } from './station.js';
import { cardToken, type ProvidedToken } from './token.js';

/** Runs a command that a client sends to EVerest, and returns the reply, if it has one. */
type Command = (station: Station, payload: unknown) => unknown;

/** The commands of the EVSE manager, by the topic behind `m2e/`. */
const EVSE_MANAGER: Readonly<Record<string, Command>> = {
  get_evse: ({ settings }) => ({
    id: 1,
    connectors: [{ id: 1, type: settings.charge_mode === 'DC' ? 'cCCS2' : 'sType2' }],
  }),
  enable_disable: ({ evse }, payload) => evse.enable(sourceOf(payload)),
  pause_charging: ({ evse }) => evse.session.pause(true),
  resume_charging: ({ evse }) => evse.session.pause(false),
  stop_transaction: ({ evse }, payload) => {
    const reason = textAt(payload, 'reason');
    const token = tokenOf(memberAt(payload, 'id_tag'));
    return evse.session.stop({ reason, ...(token && { id_tag: token }) });
  },
  force_unlock: ({ evse, settings }) => {
    if (!settings.has_lock) return false;
    evse.session.stop({ reason: 'UnlockCommand' });
    return true;
  },
  reserve: ({ evse }, payload) => evse.reserve({ id: Number(payload) }),
  cancel_reservation: ({ evse }) => evse.endReservation(),
  withdraw_authorization: ({ evse }) => evse.session.withdraw(),
  authorize_response: ({ evse }, payload) => {
    const token = tokenOf(memberAt(payload, 'token'));
    const isAccepted = textAt(payload, 'result', 'authorization_status') === 'Accepted';
    if (token !== undefined && isAccepted && evse.admits(token.id_token.value))
      evse.authorize(token);
  },
  external_ready_to_start_charging: () => false,
};

const AUTH: Readonly<Record<string, Command>> = {
  withdraw_authorization: ({ evse }, payload) => {
    const id = numberAt(payload, 'evse_id') ?? 1;
    if (id !== 1) return 'EvseNotFound';
    return evse.session.withdraw() ? 'Accepted' : 'AuthorizationNotFound';
  },
};

const LIMITS: Readonly<Record<string, Command>> = {
  set_external_limits: ({ evse }, payload) => {
    const sides = ['limits_to_root', 'limits_to_leaves'];
    // The first entry of the schedule counts at once.
    const limit = (name: string): number | undefined =>
      least(sides.map((side) => numberAt(payload, 'schedule_import', '0', side, name, 'value')));
    evse.limit({ current_A: limit('ac_max_current_A'), power_W: limit('total_power_W') });
  },
};

/** The commands of drivers. A `VendorWarning` is an error that stops nothing. */
const DRIVER: Readonly<Record<string, Command>> = {
  raise_error: ({ evse }, payload) => {
    if (!textAt(payload, 'type').endsWith('VendorWarning')) evse.setError(errorOf(payload), true);
  },
  clear_error: ({ evse }, payload) => evse.setError(errorOf(payload), false),
  request_stop_transaction: ({ evse }, payload) =>
    evse.session.stop({ reason: textAt(payload, 'reason') }),
};

/** The commands that lead to something, by API and name. */
const COMMANDS: Readonly<Record<string, Readonly<Record<string, Command>>>> = {
  evse_manager_consumer: EVSE_MANAGER,
  auth_consumer: AUTH,
  external_energy_limits_consumer: LIMITS,
  evse_board_support: DRIVER,
  isolation_monitor: DRIVER,
  power_supply_DC: DRIVER,
};

/** A command of a client. */
export interface GivenCommand {
  /** The type of the API module, e.g. `evse_manager_consumer`. */
  readonly api: string;
  /** The topic behind `m2e/`, e.g. `pause_charging`. */
  readonly name: string;
  readonly payload: unknown;
}

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

/** Runs a command and returns its reply. What it leads to is published after the reply. */
export function runCommand(station: Station, { api, name, payload }: GivenCommand): unknown {
  return station.command(() => commandOf(api, name)?.(station, payload));
}

function sourceOf(payload: unknown): EnableSource {
  const source = memberAt(payload, 'source');
  const state = textAt(source, 'enable_state');
  return {
    enable_source: textAt(source, 'enable_source'),
    enable_state: state === 'Disable' || state === 'Enable' ? state : 'Unassigned',
    enable_priority: numberAt(source, 'enable_priority') ?? 0,
  };
}

function tokenOf(value: unknown): ProvidedToken | undefined {
  const text = textAt(value, 'id_token', 'value');
  if (text === '') return undefined;
  const card = cardToken(text);
  return {
    ...card,
    id_token: { value: text, type: textAt(value, 'id_token', 'type') },
    authorization_type: textAt(value, 'authorization_type') || card.authorization_type,
  };
}

/** An error is known by its type and subtype: clearing one without a subtype leaves the others. */
function errorOf(payload: unknown): string {
  return `${textAt(payload, 'type')}/${textAt(payload, 'sub_type')}`;
}

function least(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce(
    (best, value) => (best === undefined || (value ?? best) < best ? value : best),
    undefined,
  );
}
