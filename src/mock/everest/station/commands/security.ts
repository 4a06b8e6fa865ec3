import type { Commands } from './command.js';

/** The requests about certificates: the station has none of its own. */
export const SECURITY_CONSUMER: Commands = {
  is_ca_certificate_installed: () => false,
  get_verify_location: () => '/etc/everest/certs/ca/v2g/V2G_ROOT_CA.pem',
};
