/** A client whose states and errors a test can wait for, on a broker that the test scripts. */
import { afterEach } from '@jest/globals';
import type { ConnectionState, ConnectOptions } from '../../templates/runtime/index.js';
import { LampClient } from '../apis/generated/lamp/index.js';
import {
  startFalseBroker,
  type FalseBroker,
  type Script,
  type Visitor,
} from '../hostile/false-broker.js';
import { Collector } from '../runtime/harness.js';

/** A client, and what its hooks were called with. */
export interface Watched {
  readonly client: LampClient;
  readonly states: Collector<ConnectionState>;
  /** Why the connection was lost. */
  readonly reasons: string[];
  readonly errors: Collector<unknown>;
}

/** Connects clients and starts brokers, and closes them after each test. */
export function useWatched(): {
  connect(options: ConnectOptions): Promise<Watched>;
  broker(script: Script, onSubscribed?: (visitor: Visitor) => void): Promise<FalseBroker>;
} {
  const toClose: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of toClose.splice(0).reverse()) await close();
  });
  return {
    async connect(options) {
      const states = new Collector<ConnectionState>();
      const reasons: string[] = [];
      const errors = new Collector<unknown>();
      const client = await LampClient.connect({
        moduleId: 'm1',
        reconnect: { baseDelayMs: 5, maxDelayMs: 20 },
        onError: errors.add,
        onStateChange: (state, reason) => {
          if (reason !== undefined) reasons.push(reason.message);
          states.add(state);
        },
        ...options,
      });
      toClose.push(() => client.close());
      return { client, states, reasons, errors };
    },
    async broker(script, onSubscribed = () => undefined) {
      const broker = await startFalseBroker(onSubscribed, script);
      toClose.push(() => broker.close());
      return broker;
    },
  };
}
