import type { Evse } from './evse.js';
import type { Emit } from './output.js';
import type { ProvidedToken } from './token.js';

/** Whether a token is valid, and the numbers of the EVSEs that it is for, if it is not for all. */
export interface Verdict {
  readonly isValid: boolean;
  readonly evses?: readonly number[] | undefined;
}

/** Decides whether a token is valid, now or later. */
export type Validate = (token: ProvidedToken, decide: (verdict: Verdict) => void) => void;

/** What authorization works with. */
export interface AuthorizationParts {
  readonly evses: readonly Evse[];
  readonly emit: Emit;
  readonly validate: Validate;
}

/** The part of EVerest that takes tokens, has them validated, and chooses the EVSE that uses them. */
export class Authorization {
  readonly #parts: AuthorizationParts;

  constructor(parts: AuthorizationParts) {
    this.#parts = parts;
  }

  /** Takes a token. During its own transaction, it ends that. */
  present(token: ProvidedToken): void {
    this.tell(token, 'Processing');
    const running = this.#parts.evses.find(
      ({ session }) => session.activeToken?.id_token.value === token.id_token.value,
    );
    if (running !== undefined) {
      this.tell(token, 'UsedToStop');
      running.session.stop({ reason: 'Local', id_tag: token });
      return;
    }
    if (token.prevalidated === true) return this.#use(token, { isValid: true });
    this.#parts.validate(token, (verdict) => this.#use(token, verdict));
  }

  /** Publishes how far the check of a token has come. */
  tell(token: ProvidedToken, status: string): void {
    const payload = { token, status };
    this.#parts.emit({ api: 'auth_consumer', variable: 'token_validation_status', payload });
  }

  /** Takes authorizations back that no transaction uses; returns whether there were any. */
  withdraw(evses: readonly Evse[], value: string): boolean {
    const meant = evses.filter(
      ({ session }) => value === '' || session.waitingToken?.id_token.value === value,
    );
    return meant.map(({ session }) => session.withdraw()).some(Boolean);
  }

  #use(token: ProvidedToken, { isValid, evses }: Verdict): void {
    const evse = isValid ? this.#choose(token, evses) : undefined;
    if (evse === undefined) return this.tell(token, 'Rejected');
    this.tell(token, 'Accepted');
    this.tell(token, 'UsedToStart');
    evse.authorize(token);
  }

  /** Returns the EVSE that uses a token: one whose driver waits for it, else the first that is free. */
  #choose(
    { connectors, id_token: { value } }: ProvidedToken,
    allowed: readonly number[] | undefined,
  ): Evse | undefined {
    const free = this.#parts.evses.filter(
      (evse) =>
        (connectors?.includes(evse.id) ?? true) &&
        (allowed?.includes(evse.id) ?? true) &&
        evse.admits(value),
    );
    return free.find(({ session }) => session.isAuthRequired) ?? free[0];
  }
}
