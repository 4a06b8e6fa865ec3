/** Which modules of EVerest there are, and when they are ready. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { connectAsync } from 'mqtt';
import {
  ClosedError,
  discoverModules,
  watchModules,
  whenReady,
  type MockOptions,
} from '../../generated/runtime/index.js';
import {
  EntrypointClient,
  EntrypointMockServer,
  type ApiParameter,
} from '../../generated/entrypoint/index.js';
import { Collector, useHarness } from '../runtime/harness.js';
import { mosquittoForTests, test } from './on-mosquitto.js';

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

const moduleOf = (type: string, id: string): ApiParameter => ({ type, module_id: id, version: 1 });
const meter = moduleOf('powermeter', 'meter_1');
const first = moduleOf('evse_manager_consumer', 'evse_1');
const second = moduleOf('evse_manager_consumer', 'evse_2');

/** A module of EVerest; the beacon is sent by hand. */
async function startModule(url: string, own: ApiParameter): Promise<EntrypointMockServer> {
  const options: MockOptions = { url, everest: false };
  const mock = await EntrypointMockServer.start(options);
  toClose.push(() => mock.close());
  mock.handleDiscover(() => ({ apis: [own] }));
  return mock;
}

async function connect(url: string): Promise<EntrypointClient> {
  const client = await EntrypointClient.connect({ url, onError: () => undefined });
  toClose.push(() => client.close());
  return client;
}

const byId = (modules: readonly ApiParameter[]): string[] =>
  modules.map(({ module_id: id }) => id).toSorted();

describe('on mosquitto', () => {
  const broker = mosquittoForTests();

  test('each module answers for itself, and counts once', async () => {
    for (const own of [first, meter, meter]) await startModule(broker.url, own);
    const client = await connect(broker.url);
    const modules = await discoverModules(client, { windowMs: 500 });
    expect(byId(modules)).toEqual(['evse_1', 'meter_1']);
    expect(modules).toContainEqual(meter);
  });

  test('where nobody answers, there is no module', async () => {
    const client = await connect(broker.url);
    expect(await discoverModules(client, { windowMs: 20 })).toEqual([]);
    const aborted = discoverModules(client, { signal: AbortSignal.abort(new Error('enough')) });
    await expect(aborted).rejects.toThrow('enough');
  });

  test('the wire has what EVerest has', async () => {
    const raw = await connectAsync(broker.url);
    toClose.push(() => raw.endAsync(true));
    const asked = new Collector<[string, string]>();
    raw.on('message', (topic, body) => asked.add([topic, body.toString()]));
    await raw.subscribeAsync('everest_api/#');
    const client = await connect(broker.url);
    const found = discoverModules(client, { windowMs: 300 });
    const [[topic, body] = ['', '']] = await asked.reach(1);
    const replyTo = /"replyTo":"([^"]+)"/.exec(body)?.[1] ?? '';
    expect([topic, body]).toEqual(['everest_api/discover', `{"headers":{"replyTo":"${replyTo}"}}`]);
    const monitoring = { heartbeat_period_ms: 1000, communication_check_period_s: 5 };
    const answer = { ...meter, communication_monitoring: monitoring, extra: true };
    for (const own of [answer, second]) raw.publish(replyTo, JSON.stringify({ apis: [own] }));
    expect(await found).toEqual([answer, second]);
  });

  test('modules are asked at once, and again after a beacon', async () => {
    const module = await startModule(broker.url, first);
    const client = await connect(broker.url);
    const lists = new Collector<string[]>();
    const watching = await watchModules(client, (modules) => lists.add(byId(modules)), {
      windowMs: 100,
    });
    expect(watching.filter).toBe('everest_api/ready_beacon');
    expect(await lists.reach(1)).toEqual([['evse_1']]);
    await startModule(broker.url, second);
    await module.sendReadyBeacon({});
    expect((await lists.reach(2))[1]).toEqual(['evse_1', 'evse_2']);
    await watching.close();
    await module.sendReadyBeacon({});
    await discoverModules(client, { windowMs: 150 });
    expect(lists.items).toHaveLength(2);
  });

  test('beacons of several modules, while modules are asked, are answered by one request', async () => {
    const asked: unknown[] = [];
    const module = await startModule(broker.url, first);
    module.handleDiscover(() => {
      asked.push(undefined);
      return { apis: [first] };
    });
    const client = await connect(broker.url);
    const lists = new Collector<unknown>();
    await using watching = await watchModules(client, lists.add, { windowMs: 200 });
    for (let count = 0; count < 5; count += 1) await module.sendReadyBeacon({});
    await lists.reach(2);
    expect(asked).toHaveLength(2);
    expect(watching.filter).toBe('everest_api/ready_beacon');
  });

  test('a mock server sends the beacon when it has started', async () => {
    const client = await connect(broker.url);
    const beacons = new Collector<unknown>();
    await client.onReadyBeacon(beacons.add);
    const mock = await EntrypointMockServer.start({ url: broker.url });
    toClose.push(() => mock.close());
    expect(await beacons.reach(1)).toEqual([{}]);
  });
});

describe('whenReady', () => {
  const harness = useHarness();

  it('resolves with the first heartbeat', async () => {
    const client = await harness.client();
    const ready = whenReady(client);
    const mock = await harness.mock({ heartbeatMs: 10 });
    expect(await ready).toEqual(expect.any(Number));
    expect(mock.state).toBe('connected');
  });

  it('rejects with the reason of its signal, and when the client is closed', async () => {
    const client = await harness.client();
    const aborting = new AbortController();
    const aborted = expect(whenReady(client, { signal: aborting.signal })).rejects.toThrow('late');
    const closed = expect(whenReady(client)).rejects.toMatchObject({ code: ClosedError.code });
    aborting.abort(new Error('late'));
    await aborted;
    await client.close();
    await closed;
  });
});
