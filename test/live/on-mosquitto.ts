import { afterAll, beforeAll, it } from '@jest/globals';
import { hasMosquitto, startMosquitto, type Mosquitto } from '../support/broker.js';

/** A test that is skipped if mosquitto cannot be run here. */
export const test = hasMosquitto ? it : it.skip;

/** Starts mosquitto before the tests of the calling block, and stops it after them. */
export function mosquittoForTests(): Pick<Mosquitto, 'url' | 'port' | 'restart'> {
  let running: Mosquitto | undefined;
  beforeAll(async () => {
    if (hasMosquitto) running = await startMosquitto();
  });
  afterAll(() => running?.stop());
  return {
    get url() {
      return running?.url ?? '';
    },
    get port() {
      return running?.port ?? 0;
    },
    restart: async () => running?.restart(),
  };
}
