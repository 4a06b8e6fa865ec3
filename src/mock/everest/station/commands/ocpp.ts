import type { Commands } from './command.js';

/** The requests to the backend of the station. */
export const OCPP_CONSUMER: Commands = {
  data_transfer_outgoing: ({ station }) => ({
    status: station.backend.isConnected ? 'Accepted' : 'Offline',
  }),
};
