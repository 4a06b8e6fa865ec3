import type { Commands } from './command.js';

/** The requests of clients that follow errors. */
export const ERROR_HISTORY_CONSUMER: Commands = {
  active_errors: ({ station }) => ({ errors: station.errors.active }),
  get_errors: ({ station, payload }) => ({ errors: station.errors.search(payload) }),
};
