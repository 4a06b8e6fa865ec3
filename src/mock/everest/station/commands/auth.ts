import { numberAt, textAt } from '../members.js';
import type { Commands } from './command.js';
import { tokenOf } from './tokens.js';

/** The commands of clients that follow authorizations. */
export const AUTH_CONSUMER: Commands = {
  withdraw_authorization: ({ station, payload }) => {
    const id = numberAt(payload, 'evse_id');
    const meant = station.evses.filter((evse) => id === undefined || evse.id === id);
    if (meant.length === 0) return 'EvseNotFound';
    const value = textAt(payload, 'id_token', 'value');
    const isWithdrawn = station.authorization.withdraw(meant, value);
    return isWithdrawn ? 'Accepted' : 'AuthorizationNotFound';
  },
};

/** The commands of a reader of tokens. */
export const AUTH_TOKEN_PROVIDER: Commands = {
  provided_token: ({ station, payload }) => {
    const token = tokenOf(payload);
    if (token !== undefined) station.authorization.present(token);
  },
};
