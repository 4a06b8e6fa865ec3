import { memberAt, textAt } from './station/members.js';
import type { Output } from './station/output.js';

/** What a station has shown of itself, each part as EVerest publishes it. */
export interface StationState {
  readonly evses: readonly EvseState[];
  /** The tokens that were presented, and what became of each: the latest one last. */
  readonly tokens: readonly TokenState[];
}

/** What an EVSE has shown of itself. */
export interface EvseState {
  /** Its number. */
  readonly id: number;
  /** The state of the latest `session_info`, e.g. `Charging`; `null` before the first. */
  readonly state: string | null;
  readonly isEnabled: boolean;
  /** The session, from `SessionStarted` to `SessionFinished`. */
  readonly session: SessionState | null;
  /** The latest `enforced_limits`, `session_info` and `powermeter`. */
  readonly limits: unknown;
  readonly sessionInfo: unknown;
  readonly meter: unknown;
}

/** A session at a connector. */
export interface SessionState {
  readonly id: string;
  /** The latest event of the session. */
  readonly event: string;
  readonly isTransaction: boolean;
}

/** A token, and its latest `token_validation_status`. */
export interface TokenState {
  readonly token: string;
  readonly status: string;
}

/** How many tokens are remembered. */
const MAX_TOKENS = 20;

/** Remembers the latest of what a station publishes. */
export class StationWatch {
  readonly #evses = new Map<number, EvseWatch>();
  readonly #tokens = new Map<string, string>();

  get state(): StationState {
    const evses = [...this.#evses].sort(([one], [other]) => one - other);
    return {
      evses: evses.map(([id, watch]) => ({ id, ...watch.state })),
      tokens: [...this.#tokens].map(([token, status]) => ({ token, status })),
    };
  }

  observe({ variable, payload, evse }: Output): void {
    if (variable === 'token_validation_status') return this.#observeToken(payload);
    if (evse === undefined) return;
    const watch = this.#evses.get(evse) ?? new EvseWatch();
    this.#evses.set(evse, watch);
    watch.observe(variable, payload);
  }

  #observeToken(payload: unknown): void {
    const token = textAt(memberAt(payload, 'token'), 'id_token', 'value');
    this.#tokens.delete(token);
    this.#tokens.set(token, textAt(payload, 'status'));
    const [oldest] = this.#tokens.keys();
    if (this.#tokens.size > MAX_TOKENS && oldest !== undefined) this.#tokens.delete(oldest);
  }
}

const REMEMBERED: readonly string[] = ['enforced_limits', 'session_info', 'powermeter'];

/** Remembers the latest of what an EVSE publishes. */
class EvseWatch {
  readonly #latest = new Map<string, unknown>();
  #session: SessionState | null = null;
  #isEnabled = true;

  get state(): Omit<EvseState, 'id'> {
    const latest = (variable: string): unknown => this.#latest.get(variable) ?? null;
    const info = latest('session_info');
    return {
      state: textAt(info, 'state') || null,
      isEnabled: this.#isEnabled,
      session: this.#session,
      limits: latest('enforced_limits'),
      sessionInfo: info,
      meter: latest('powermeter'),
    };
  }

  observe(variable: string, payload: unknown): void {
    if (variable === 'session_event') this.#observeEvent(payload);
    else if (REMEMBERED.includes(variable)) this.#latest.set(variable, payload);
  }

  #observeEvent(payload: unknown): void {
    const event = textAt(payload, 'event');
    const id = textAt(payload, 'uuid');
    if (event === 'Enabled' || event === 'Disabled') this.#isEnabled = event === 'Enabled';
    if (event === 'SessionFinished') this.#session = null;
    else if (id !== '') {
      this.#session = { id, event, isTransaction: this.#isTransactionAfter(event) };
    }
  }

  #isTransactionAfter(event: string): boolean {
    if (event === 'TransactionStarted') return true;
    const isOver = event === 'TransactionFinished' || event === 'SessionStarted';
    return !isOver && this.#session?.isTransaction === true;
  }
}
