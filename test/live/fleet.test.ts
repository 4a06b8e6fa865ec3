/** Many clients on one connection, and shared subscriptions (MQTT 5, section 4.8.2; RELIABILITY.md, R-17). */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { connectAsync } from 'mqtt';
import {
  watchHeartbeat,
  type ConnectOptions,
  type HeartbeatMonitor,
} from '../../templates/runtime/index.js';
import { LampClient, LampMockServer } from '../apis/generated/lamp/index.js';
import { startFalseBroker } from '../hostile/false-broker.js';
import { Collector, prefix, useHarness } from '../runtime/harness.js';
import { mosquittoForTests, test } from './on-mosquitto.js';

const lamp = (level: number) => ({ lamp_id: 'a', level });
const topic = `${prefix}/e2m/lamp`;
const levels = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

const mqtt5 = { protocolVersion: 5 } as const;
async function connect(options: ConnectOptions): Promise<LampClient> {
  const client = await LampClient.connect({ moduleId: 'm1', mqtt: mqtt5, ...options });
  toClose.push(() => client.close());
  return client;
}

describe('a thousand clients on one connection', () => {
  const harness = useHarness();
  const modules = levels(1000).map((index) => `m${index}`);

  it('have one message listener, one inbox, and a subscription for each topic', async () => {
    const client = await harness.raw();
    const filters: string[] = [];
    const listeners = (): number[] =>
      client.eventNames().map((event) => client.listenerCount(event));
    harness.broker.aedes.on('subscribe', (all) => filters.push(...all.map((each) => each.topic)));
    const answering = await connectAsync(harness.broker.url);
    toClose.push(() => answering.endAsync(true));
    answering.on('message', (_topic, body) => {
      answering.publish(/"replyTo":"([^"]+)"/.exec(body.toString())?.[1] ?? '', 'true');
    });
    await answering.subscribeAsync('lamps/1/+/m2e/set_level');
    filters.length = 0;
    const first = await LampClient.connect({ client, moduleId: 'first' });
    const before = listeners();
    const clients = await Promise.all(
      modules.map((moduleId) => LampClient.connect({ client, moduleId })),
    );
    const answers = await Promise.all(
      clients.map((each) => each.setLevel({ connector_id: 1, level: 1 }, { timeoutMs: 60_000 })),
    );
    expect(answers.every((answer) => answer)).toBe(true);
    expect(filters).toHaveLength(1);
    const seen = new Collector<string>();
    await Promise.all(
      clients.map((each) =>
        each.onLamp((_lamp, context) => seen.add(context.topic), { timeoutMs: 60_000 }),
      ),
    );
    expect(filters).toHaveLength(1001);
    expect(listeners()).toEqual(before);
    expect(client.listenerCount('message')).toBe(1);
    for (const module of modules) {
      answering.publish(`lamps/1/${module}/e2m/lamp`, JSON.stringify(lamp(1)));
    }
    const topics = modules.map((module) => `lamps/1/${module}/e2m/lamp`);
    expect((await seen.reach(1000)).sort()).toEqual(topics.sort());
    await Promise.all([first, ...clients].map((each) => each.close()));
    expect(client.connected).toBe(true);
  });
});

describe('on mosquitto, a shared subscription', () => {
  const broker = mosquittoForTests();

  async function send(count: number): Promise<void> {
    const mock = await LampMockServer.start({ url: broker.url, moduleId: 'm1', heartbeatMs: 0 });
    toClose.push(() => mock.close());
    for (const level of levels(count)) await mock.sendLamp(lamp(level));
  }

  test.each([
    ['set for the call', {}, { sharedSubscription: 'workers' }],
    ['set for the connection', { sharedSubscription: 'workers' }, {}],
  ])('%s gives each message to exactly one client', async (_name, options, call) => {
    const seen = [new Collector<number>(), new Collector<number>()];
    for (const each of seen) {
      const client = await connect({ url: broker.url, ...options });
      const subscription = await client.onLamp(({ level }) => each.add(level), call);
      expect(subscription.filter).toBe(`$share/workers/${topic}`);
    }
    await send(20);
    const all = (): number[] => seen.flatMap(({ items }) => items);
    while (all().length < 20) await sleep(1);
    await sleep(20);
    expect(all().sort((a, b) => a - b)).toEqual(levels(20));
    expect(seen.map(({ items }) => items.length)).not.toContain(0);
  });

  test('answers each request once, and gives each client the replies to its own requests', async () => {
    const options = { url: broker.url, mqtt: mqtt5, moduleId: 'm1', heartbeatMs: 0 };
    const seen: number[] = [];
    for (const id of [0, 1]) {
      const mock = await LampMockServer.start({ ...options, sharedSubscription: 'mocks' });
      toClose.push(() => mock.close());
      mock.handleSetLevel(() => {
        seen.push(id);
        return true;
      });
    }
    const calls: Promise<boolean>[] = [];
    for (const offset of [0, 100]) {
      const client = await connect({ ...options, sharedSubscription: 'clients' });
      calls.push(...levels(10).map((level) => client.setLevel({ connector_id: offset, level })));
    }
    expect(await Promise.all(calls)).toEqual(Array(20).fill(true));
    expect(seen).toHaveLength(20);
    expect(new Set(seen).size).toBe(2);
  });

  const persistent = { clean: false, clientId: 'fleet', properties: { sessionExpiryInterval: 60 } };
  test.each([
    ['a clean session', {}],
    ['a persistent session', persistent],
  ])(
    'R-17: in %s, overlapping and shared filters deliver once to each handler',
    async (_name, more) => {
      const client = await connect({ url: broker.url, mqtt: { ...mqtt5, ...more } });
      const seen = levels(6).map(() => new Collector<number>());
      const handler =
        (index: number) =>
        ({ level }: { level: number }) =>
          seen[index]?.add(level);
      const room = { room_id: 'hall', kind: 'wall' } as const;
      const call = { sharedSubscription: 'workers' };
      await client.onRoomLamp({}, handler(0));
      await client.onRoomLamp({ room_id: 'hall' }, handler(1));
      await client.onRoomLamp(room, handler(2), call);
      await client.onRoomLamp({ room_id: 'hall' }, handler(3), call);
      await client.onRoomLamp({ room_id: 'hall' }, handler(4), call);
      await client.onRoomLamp(room, handler(5), { sharedSubscription: 'others' });
      const mock = await LampMockServer.start({ url: broker.url, moduleId: 'm1', heartbeatMs: 0 });
      toClose.push(() => mock.close());
      for (const level of levels(5)) await mock.sendRoomLamp(room, lamp(level));
      for (const each of seen) await each.reach(5);
      await sleep(20);
      expect(seen.map(({ items }) => items)).toEqual(Array(6).fill(levels(5)));
    },
  );

  test('ends with its subscription, and comes back after a restart of the broker', async () => {
    const reconnect = { baseDelayMs: 5, maxDelayMs: 50 };
    const options = { url: broker.url, reconnect, sharedSubscription: 'workers' };
    const onError = (): void => undefined;
    const clients = await Promise.all([0, 1].map(() => connect({ ...options, onError })));
    const seen = new Collector<number>();
    const [first] = await Promise.all(
      clients.map((each) => each.onLamp(({ level }) => seen.add(level))),
    );
    await broker.restart();
    for (const client of clients) while (client.state !== 'connected') await sleep(1);
    await Promise.all(clients.map((client) => client.onHeartbeat(() => undefined)));
    await send(6);
    expect((await seen.reach(6)).slice().sort()).toEqual(levels(6));
    await first?.close();
    await send(6);
    expect(await seen.reach(12)).toHaveLength(12);
  });

  test('is none for heartbeats, which each process has to hear', async () => {
    const options = { url: broker.url, sharedSubscription: 'workers' };
    const monitors: HeartbeatMonitor[] = [];
    for (const client of [await connect(options), await connect(options)]) {
      monitors.push(await watchHeartbeat(client, { periodMs: 60_000 }));
    }
    toClose.push(() => Promise.all(monitors.map((monitor) => monitor.close())));
    const mock = await LampMockServer.start({ url: broker.url, moduleId: 'm1', heartbeatMs: 0 });
    toClose.push(() => mock.close());
    await mock.sendHeartbeat(1);
    for (const monitor of monitors) while (monitor.state !== 'up') await sleep(1);
  });
});

describe('a shared subscription is refused', () => {
  const harness = useHarness();
  const call = { sharedSubscription: 'workers' };

  it('with MQTT 3.1.1, by a call and by `connect`', async () => {
    const client = await harness.client();
    const refusal = { code: 'SUBSCRIBE', message: expect.stringContaining('needs MQTT 5') };
    await expect(client.onLamp(() => undefined, call)).rejects.toMatchObject(refusal);
    const handlers = { onLamp: () => undefined };
    const options = { url: harness.broker.url, moduleId: 'm1', handlers, ...call };
    await expect(LampClient.connect(options)).rejects.toMatchObject(refusal);
    await client.onLamp(() => undefined);
  });

  it('by a broker that says that it has none', async () => {
    const broker = await startFalseBroker(() => undefined, {
      properties: { sharedSubscriptionAvailable: false },
    });
    toClose.push(() => broker.close());
    const client = await connect({ url: broker.url });
    await expect(client.onLamp(() => undefined, call)).rejects.toMatchObject({
      code: 'SUBSCRIBE',
      message: expect.stringContaining('has no shared subscriptions'),
    });
    await client.onLamp(() => undefined);
    expect(broker.visitors[0]?.filters).toEqual([topic]);
  });

  it.each(['', 'a/b', '+', '#'])('if its group is called %j', async (sharedSubscription) => {
    const client = await harness.client();
    const refused = client.onLamp(() => undefined, { sharedSubscription });
    await expect(refused).rejects.toMatchObject({ code: 'TOPIC' });
  });

  it('for the replies to requests', async () => {
    const refused = harness.client({ replyTopic: '$share/workers/replies' });
    await expect(refused).rejects.toMatchObject({ code: 'TOPIC' });
  });
});
