import { memberAt, objectOf, textAt } from './station/members.js';
import type { Output } from './station/output.js';

/** A release of EVerest, or the documents themselves. */
export const PROFILES = ['main', '2026.02', 'spec'] as const;
export type Profile = (typeof PROFILES)[number];

/** Something that EVerest does, and its document does not say. */
interface Quirk {
  /** One line for people. */
  readonly summary: string;
  /** The releases that do it. */
  readonly profiles: readonly Profile[];
  /** The variables whose documents do not allow what the quirk sends. */
  readonly loosens?: readonly string[];
  /** Returns what is published instead, with the quirk on or off; by default, the same. */
  readonly apply?: (output: Output, isOn: boolean) => Output | undefined;
}

const BOTH: readonly Profile[] = ['main', '2026.02'];

/** EVerest's quirks by name. Stations emit what EVerest means; here it becomes what EVerest sends. */
const TABLE = {
  'true-for-nothing': {
    summary: 'a command without a payload has the payload true, and get answers true for null',
    profiles: ['main'],
    apply: (output, isOn) =>
      isOn && output.payload === undefined ? { ...output, payload: true } : output,
  },
  'reply-layout': {
    summary: 'replies are JSON with an indentation of 4 spaces and with sorted keys',
    profiles: ['main'],
  },
  'float-noise': {
    summary:
      'numbers in replies are those of 32 bits: 16.100000381469727 for 16.1, and 230.0 for 230',
    profiles: ['main'],
  },
  'energy-transfer-modes-object': {
    summary: 'supported_energy_transfer_modes is {"modes": […]} instead of the array',
    profiles: BOTH,
    loosens: ['supported_energy_transfer_modes'],
    apply: (output, isOn) =>
      isOn && output.variable === 'supported_energy_transfer_modes'
        ? { ...output, payload: { modes: output.payload } }
        : output,
  },
  'session-resumed-colon': {
    summary: 'the event SessionResumed is sent as "SessionResumed:"',
    profiles: BOTH,
    loosens: ['session_event'],
    apply: (output, isOn) =>
      isOn && eventOf(output) === 'SessionResumed'
        ? withMembers(output, { event: 'SessionResumed:' })
        : output,
  },
  'empty-timestamp': {
    summary: 'ReservationStart and ReservationEnd have the timestamp ""',
    profiles: BOTH,
    loosens: ['session_event'],
    apply: (output, isOn) =>
      isOn && /^Reservation(?:Start|End)$/.test(eventOf(output))
        ? withMembers(output, { timestamp: '' })
        : output,
  },
  'more-token-states': {
    summary:
      'token_validation_status also is UsedToStart, UsedToStop, …, which older documents lack',
    profiles: BOTH,
    loosens: ['token_validation_status'],
    apply: (output, isOn) => {
      const isMore = /^(?:UsedTo|Withdrawn)/.test(textAt(output.payload, 'status'));
      const isToken = output.variable === 'token_validation_status';
      return isToken && isMore && !isOn ? undefined : output;
    },
  },
  'evse-disabled-reason': {
    summary: 'a transaction that ends because the EVSE is disabled has the reason EVSEDisabled',
    profiles: BOTH,
    loosens: ['session_event'],
    apply: (output, isOn) => {
      const finished = memberAt(output.payload, 'transaction_finished');
      if (isOn || textAt(finished, 'reason') !== 'EVSEDisabled') return output;
      return withMembers(output, {
        transaction_finished: { ...objectOf(finished), reason: 'Other' },
      });
    },
  },
  'short-error-texts': {
    summary: 'the message of an error may be empty, although its document wants two characters',
    profiles: BOTH,
    loosens: ['error_raised', 'error_cleared', 'active_errors', 'get_errors'],
    apply: (output, isOn) => (isOn ? output : withErrorTexts(output)),
  },
  'hlc-session-failed': {
    summary: 'hlc_session_failed is published, which older documents lack',
    profiles: BOTH,
    loosens: ['hlc_session_failed'],
    apply: (output, isOn) =>
      output.variable === 'hlc_session_failed' && !isOn ? undefined : output,
  },
  'stop-transaction-string': {
    summary: 'the request stop_transaction to a power meter has the bare id as its payload',
    profiles: BOTH,
    loosens: ['stop_transaction'],
    apply: (output, isOn) =>
      isOn && output.api === 'powermeter' && output.variable === 'stop_transaction'
        ? { ...output, payload: textAt(output.payload, 'transaction_id') }
        : output,
  },
  'null-struct': {
    summary: 'in session costs, a structure whose members are all absent is null',
    profiles: BOTH,
    loosens: ['session_cost', 'tariff_message', 'default_price'],
    apply: (output, isOn) =>
      isOn && output.api === 'session_cost_consumer'
        ? { ...output, payload: withNulls(output.payload) }
        : output,
  },
  'second-reply': {
    summary: 'is_ca_certificate_installed is answered twice, and the second time with true',
    profiles: BOTH,
  },
  'raw-verify-location': {
    summary: 'get_verify_location is answered with a path without quotes, which is not JSON',
    profiles: BOTH,
  },
  'no-legacy-commands': {
    summary:
      'reserve, cancel_reservation, withdraw_authorization, authorize_response and external_ready_to_start_charging of the EVSE manager are gone',
    profiles: BOTH,
  },
  'charge-bridge': {
    summary:
      'with --side counterpart: the driver of a board raises and clears CommunicationFault itself, and answers no reset, as ChargeBridge does',
    profiles: BOTH,
  },
  'no-discovery': {
    summary: 'discover and query-modules are not answered, and there is no ready beacon',
    profiles: ['2026.02'],
  },
  'no-get': {
    summary: '<variable>/get is not answered',
    profiles: ['2026.02'],
  },
} as const satisfies Readonly<Record<string, Quirk>>;

export type QuirkName = keyof typeof TABLE;

/** All quirks by name. */
export const QUIRKS: Readonly<Record<QuirkName, Quirk>> = TABLE;

/** Whether a string is the name of a quirk. */
export function isQuirk(name: string): name is QuirkName {
  return Object.hasOwn(QUIRKS, name);
}

/** Quirks that are switched on or off, whatever the profile says. */
export type Switches = Readonly<Partial<Record<QuirkName, boolean>>>;

/** The quirks of a profile, with some of them switched. */
export class Quirks {
  readonly #on: ReadonlySet<string>;

  constructor(profile: Profile, switches: Switches = {}) {
    const switched = new Map<string, boolean>(Object.entries(switches));
    const on = Object.entries(QUIRKS).filter(
      ([name, { profiles }]) => switched.get(name) ?? profiles.includes(profile),
    );
    this.#on = new Set(on.map(([name]) => name));
  }

  has(name: QuirkName): boolean {
    return this.#on.has(name);
  }

  /** Whether a variable may be sent that its document does not allow. */
  loosens(variable: string): boolean {
    return Object.entries(QUIRKS).some(
      ([name, { loosens }]) => this.#on.has(name) && loosens?.includes(variable) === true,
    );
  }

  /** Returns what EVerest sends for an output; `undefined` if it sends nothing. */
  apply(output: Output): Output | undefined {
    return Object.entries(QUIRKS).reduce<Output | undefined>(
      (given, [name, { apply }]) =>
        given === undefined || apply === undefined ? given : apply(given, this.#on.has(name)),
      output,
    );
  }
}

/** The quality of service of EVerest's messages: QoS 2 since it left mqtt-c. */
export const PROFILE_QOS = { main: 2, '2026.02': 0, spec: 1 } as const satisfies Record<
  Profile,
  0 | 1 | 2
>;

/** Fills the empty messages of an error, or of a list of errors. */
function withErrorTexts(output: Output): Output {
  if (!/^error_|_errors$/.test(output.variable)) return output;
  const { payload } = output;
  const errors = memberAt(payload, 'errors');
  const fill = (error: unknown): object => ({
    ...objectOf(error),
    message: textAt(error, 'message') || textAt(error, 'description'),
  });
  const filled = Array.isArray(errors) ? { errors: errors.map(fill) } : fill(payload);
  return { ...output, payload: filled };
}

/** Replaces empty objects within a value. */
function withNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => nullFor(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, nullFor(item)]));
}

function nullFor(value: unknown): unknown {
  const isStruct = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isStruct && Object.keys(value).length === 0 ? null : withNulls(value);
}

function eventOf({ variable, payload }: Output): string {
  return variable === 'session_event' ? textAt(payload, 'event') : '';
}

function withMembers(output: Output, members: object): Output {
  return { ...output, payload: { ...objectOf(output.payload), ...members } };
}
