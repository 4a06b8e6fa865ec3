/** An address with wildcards on mosquitto: which filter it is, and what of a topic handlers get. */
import { describe, expect } from '@jest/globals';
import {
  ApiClient,
  acceptText,
  openSession,
  type ApiDescriptor,
  type ConnectOptions,
  type Handler,
  type Role,
  type Subscription,
} from '../../templates/runtime/index.js';
import { Collector } from '../runtime/harness.js';
import { runMosquittoPub } from '../support/broker.js';
import { mosquittoForTests, test } from './on-mosquitto.js';

interface Wildcards {
  readonly wildcard1: string;
  readonly wildcard2: string;
}

const api = {
  name: 'logs',
  servers: {},
  operations: {
    log: {
      kind: 'subscribe',
      id: 'log',
      address: 'logs/{wildcard1}/from/{wildcard2}',
      parameters: { wildcard1: {}, wildcard2: { multiLevel: true } },
      messages: { log: { encoding: 'text', payload: acceptText } },
    },
  },
} as const satisfies ApiDescriptor;

/** Both sides of the API: the client receives, the mock server sends. */
class Logs extends ApiClient {
  static async open(role: Role, options: ConnectOptions): Promise<Logs> {
    return new Logs(await openSession({ api, role, variables: {} }, options));
  }
  onLog(
    parameters: Partial<Wildcards>,
    handler: Handler<string, Wildcards>,
  ): Promise<Subscription> {
    return this.subscribe(api.operations.log, handler, { parameters });
  }
}

describe.each([4, 5] as const)('with MQTT protocol level %i', (protocolVersion) => {
  const broker = mosquittoForTests();

  test('handlers get the topic and the values of its wildcards', async () => {
    await using client = await Logs.open('client', { url: broker.url, mqtt: { protocolVersion } });
    const all = new Collector<object>();
    const one = new Collector<object>();
    await client.onLog({}, (_, { topic, parameters }) => all.add({ topic, ...parameters }));
    await client.onLog({ wildcard2: 'a/b' }, (_, { parameters }) => one.add(parameters));
    const topics = ['logs/x/from/a', 'logs/y/from/a/b', 'logs/x/to/a', 'logs/x/from'];
    for (const topic of topics) {
      await runMosquittoPub(broker.port, ['-t', topic, '-q', '1', '-m', 'text']);
    }
    expect(await all.reach(3)).toEqual([
      { topic: 'logs/x/from/a', wildcard1: 'x', wildcard2: 'a' },
      { topic: 'logs/y/from/a/b', wildcard1: 'y', wildcard2: 'a/b' },
      { topic: 'logs/x/from', wildcard1: 'x', wildcard2: '' },
    ]);
    expect(await one.reach(1)).toEqual([{ wildcard1: 'y', wildcard2: 'a/b' }]);
  });
});
