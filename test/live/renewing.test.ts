/** subscriptions across connections, and brokers that break the protocol. */
import { describe, expect, it } from '@jest/globals';
import type { Packet } from 'mqtt-packet';
import { SubscribeError } from '../../templates/runtime/index.js';
import { LampClient, LampMockServer, type Lamp } from '../apis/generated/lamp/index.js';
import type { Visitor } from '../hostile/false-broker.js';
import { publishPacket } from '../hostile/broker-wire.js';
import { Collector } from '../runtime/harness.js';
import { mosquittoForTests, test } from './on-mosquitto.js';
import { useWatched } from './watched-client.js';

const watched = useWatched();
const lamp: Lamp = { lamp_id: 'a', level: 1 };
const lampTopic = 'lamps/1/m1/e2m/lamp';
const heartbeatTopic = 'lamps/1/m1/e2m/heartbeat';
const persistent = { clean: false, clientId: 'fixed' };

describe('R-01: after a reconnect', () => {
  it.each([
    ['is renewed once in a clean session', {}, false, [lampTopic]],
    ['is renewed once if the broker has lost a persistent session', persistent, false, [lampTopic]],
    ['is not renewed if the broker has kept the session', persistent, true, []],
  ])('a subscription %s', async (_name, mqtt, isKept, renewed) => {
    const visitors = new Collector<Visitor>();
    const broker = await watched.broker({
      sessionPresent: (visit) => visit > 0 && isKept,
      onConnected: (visitor) => visitors.add(visitor),
    });
    const { client, states } = await watched.connect({ url: broker.url, mqtt });
    const seen = new Collector<Lamp>();
    await client.onLamp(seen.add);
    await client.onLamp(() => undefined);
    broker.visitors[0]?.hangUp();
    const [, second] = await visitors.reach(2);
    await states.reach(3);
    const topic = heartbeatTopic;
    await client.onHeartbeat(() => undefined);
    expect(second?.filters).toEqual([...renewed, topic]);
    second?.send(publishPacket(lampTopic, JSON.stringify(lamp)));
    expect(await seen.reach(1)).toEqual([lamp]);
  });

  it('a subscription whose SUBSCRIBE was lost is requested again, and only once', async () => {
    const broker = await watched.broker({
      suback: ({ subscriptions }, visit) => {
        if (visit === 0) broker.visitors[0]?.hangUp();
        return visit === 0 ? undefined : subscriptions.map(({ qos }) => qos);
      },
    });
    const { client } = await watched.connect({ url: broker.url });
    await client.onLamp(() => undefined);
    expect(broker.visitors.map(({ filters }) => filters)).toEqual([[lampTopic], [lampTopic]]);
  });
});

describe.each([4, 5] as const)('with MQTT protocol level %i', (protocolVersion) => {
  const mqtt = { protocolVersion };

  it('fault 5: the owner of a subscription hears that its renewal was refused', async () => {
    const broker = await watched.broker({
      suback: ({ subscriptions }, visit) =>
        subscriptions.map(({ topic, qos }) => (visit === 1 && topic === lampTopic ? 0x80 : qos)),
    });
    const { client, errors } = await watched.connect({ url: broker.url, mqtt });
    const own = new Collector<unknown>();
    const lamps = new Collector<Lamp>();
    const beats = new Collector<number>();
    await client.onLamp(lamps.add, { onError: own.add });
    await client.onHeartbeat(beats.add);
    broker.visitors[0]?.hangUp();
    const [error] = await own.reach(1);
    expect(error).toBeInstanceOf(SubscribeError);
    expect(String(error)).toContain(lampTopic);
    broker.visitors[1]?.send(publishPacket(heartbeatTopic, '1'));
    expect(await beats.reach(1)).toEqual([1]);
    expect(errors.items).toEqual([]);
    broker.visitors[1]?.hangUp();
    while (broker.visitors[2]?.filters.includes(lampTopic) !== true) await tick();
    broker.visitors[2].send(publishPacket(lampTopic, JSON.stringify(lamp)));
    expect(await lamps.reach(1)).toEqual([lamp]);
  });

  it('R-16: a filter that is refused rejects its call, the others live', async () => {
    const broker = await watched.broker({
      suback: ({ subscriptions }) =>
        subscriptions.map(({ topic, qos }) => (topic === lampTopic ? 0x80 : qos)),
    });
    const { client } = await watched.connect({ url: broker.url, mqtt });
    const beats = new Collector<number>();
    const [refused, granted] = await Promise.allSettled([
      client.onLamp(() => undefined),
      client.onHeartbeat(beats.add),
    ]);
    expect(refused).toMatchObject({ reason: { code: 'SUBSCRIBE' } });
    expect(granted.status).toBe('fulfilled');
    broker.visitors[0]?.send(publishPacket(heartbeatTopic, '1'));
    expect(await beats.reach(1)).toEqual([1]);
  });

  it('fault 11: a SUBSCRIBE without an answer has a deadline', async () => {
    const broker = await watched.broker({ suback: () => undefined });
    const { client } = await watched.connect({ url: broker.url, mqtt });
    const call = client.onLamp(() => undefined, { timeoutMs: 50 });
    await expect(call).rejects.toThrow('did not answer the subscription');
  });

  it.each<[string, (visitor: Visitor) => void]>([
    ['what is no packet', (visitor) => visitor.sendBytes(Buffer.from('HTTP/1.1 400 Bad'))],
    ['a second CONNACK', (visitor) => visitor.send(connack)],
    ['QoS 1 without identifier', (visitor) => visitor.sendBytes(Uint8Array.of(0x32, 3, 0, 1, 97))],
    ['QoS 2 without identifier', (visitor) => visitor.sendBytes(Uint8Array.of(0x34, 3, 0, 1, 97))],
    ['PUBREL without identifier', (visitor) => visitor.sendBytes(Uint8Array.of(0x62, 0))],
    // What mosquitto sends for a message that is too large: PUBACK does not have this code.
    ...(protocolVersion === 4
      ? []
      : ([
          ['an unknown code', (visitor) => visitor.sendBytes(Uint8Array.of(0x40, 3, 0, 9, 0x95))],
          ['an unknown topic alias', (visitor) => visitor.send(aliased)],
        ] satisfies [string, (visitor: Visitor) => void][])),
  ])('fault 4, R-13: %s starts a new connection', async (_name, send) => {
    let hasSent = false;
    const broker = await watched.broker({}, (visitor) => {
      if (hasSent) visitor.send(publishPacket(lampTopic, JSON.stringify(lamp)));
      else send(visitor);
      hasSent = true;
    });
    const { client, states, errors } = await watched.connect({ url: broker.url, mqtt });
    const lamps = new Collector<Lamp>();
    await client.onLamp(lamps.add);
    expect(await lamps.reach(1)).toEqual([lamp]);
    expect(states.items).toEqual(['connected', 'reconnecting', 'connected']);
    expect(errors.items).toEqual([expect.objectContaining({ code: 'CONNECTION' })]);
  });

  it('R-13: SUBACK with two codes for one filter starts a new connection', async () => {
    const broker = await watched.broker({
      suback: ({ subscriptions }, visit) =>
        visit === 0 ? [0, 0] : subscriptions.map(({ qos }) => qos),
    });
    const { client, states } = await watched.connect({ url: broker.url, mqtt });
    const outcome = await Promise.allSettled([client.onLamp(() => undefined)]);
    await states.reach(3);
    await client.onHeartbeat(() => undefined);
    expect(outcome).toHaveLength(1);
    expect(client.state).toBe('connected');
  });
});

const connack = { cmd: 'connack', returnCode: 0, reasonCode: 0, sessionPresent: false } as const;
const aliased: Packet = {
  cmd: 'publish',
  topic: '',
  payload: '1',
  qos: 0,
  dup: false,
  retain: false,
  properties: { topicAlias: 7 },
};

function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

describe('R-01: mosquitto restarts', () => {
  const broker = mosquittoForTests();

  test.each([
    ['clean', {}],
    ['persistent', persistent],
  ])('subscriptions and answers come back in a %s session', async (_name, mqtt) => {
    const reconnect = { baseDelayMs: 5, maxDelayMs: 50 };
    await using mock = await LampMockServer.start({
      url: broker.url,
      moduleId: 'm1',
      heartbeatMs: 0,
      reconnect,
      onError: () => undefined,
    });
    const { client, states } = await watched.connect({ url: broker.url, mqtt, reconnect });
    const lamps: Lamp[] = [];
    await client.onLamp((seen) => void lamps.push(seen));
    await client.handleValidateToken(() => ({ accepted: true }));
    await broker.restart();
    while (states.items.at(-1) !== 'connected' || mock.state !== 'connected') await tick();
    await client.onHeartbeat(() => undefined);
    await expect(mock.validateToken({ id_token: 'x' })).resolves.toEqual({ accepted: true });
    await mock.sendLamp(lamp);
    await mock.validateToken({ id_token: 'x' });
    expect(lamps).toEqual([lamp]);
    expect(client).toBeInstanceOf(LampClient);
  });
});
