/** The topic prefix: on the wire before every topic, and nowhere else (EVerest's `mqtt_external_prefix`). */
import { afterEach, describe, expect, it } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import { TopicError, type ConnectOptions } from '../../templates/runtime/index.js';
import {
  WeatherStationClient,
  WeatherStationMockServer,
} from '../../generated/weather-station/index.js';
import { LampClient, LampMockServer, type Lamp } from '../apis/generated/lamp/index.js';
import { Collector, prefix, replyToOf, useHarness } from '../runtime/harness.js';
import { startProxy } from '../support/proxy.js';
import { mosquittoForTests, test } from './on-mosquitto.js';

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

interface Seen {
  readonly topic: string;
  readonly body: string;
}

/** Somebody else on the broker, who sees every message. */
async function onlooker(url: string, protocolVersion: 4 | 5 = 4) {
  const raw = await connectAsync(url, { protocolVersion });
  toClose.push(() => raw.endAsync(true));
  const seen = new Collector<Seen>();
  raw.on('message', (topic, body) => seen.add({ topic, body: body.toString() }));
  await raw.subscribeAsync('#', { qos: 1 });
  return { raw, seen };
}

async function connect(options: ConnectOptions): Promise<LampClient> {
  const client = await LampClient.connect({ moduleId: 'm1', ...options });
  toClose.push(() => client.close());
  return client;
}

async function start(options: ConnectOptions): Promise<LampMockServer> {
  const mock = await LampMockServer.start({ moduleId: 'm1', heartbeatMs: 0, ...options });
  toClose.push(() => mock.close());
  return mock;
}

const topicPrefix = 'site-7/';
const lamp: Lamp = { lamp_id: 'a', level: 1 };
const level = { connector_id: 1, level: 5 };

describe('on mosquitto', () => {
  const broker = mosquittoForTests();

  test('a shared subscription has it after its group', async () => {
    const options = { url: broker.url, topicPrefix, mqtt: { protocolVersion: 5 } } as const;
    const mock = await start(options);
    const client = await connect(options);
    const lamps = new Collector<Lamp>();
    const call = { sharedSubscription: 'workers' };
    const { filter } = await client.onLamp((each) => lamps.add(each), call);
    expect(filter).toBe(`$share/workers/${topicPrefix}${prefix}/e2m/lamp`);
    await mock.sendLamp(lamp);
    await expect(lamps.reach(1)).resolves.toEqual([lamp]);
  });

  test('a request has it on the wire, and its reply, but not `replyTo`: both directions', async () => {
    const { seen } = await onlooker(broker.url);
    const mock = await start({ url: broker.url, topicPrefix });
    const client = await connect({ url: broker.url, topicPrefix });
    await client.handleValidateToken(() => ({ accepted: true }));
    await expect(client.setLevel(level)).resolves.toBe(true);
    await expect(mock.validateToken({ id_token: 'x' })).resolves.toEqual({ accepted: true });
    const [asked, answered, askedBack, answeredBack] = await seen.reach(4);
    const replyTo = replyToOf(asked?.body ?? '');
    expect(asked?.topic).toBe(`site-7/${prefix}/m2e/set_level`);
    expect(replyTo).toMatch(/^lamps\/1\/m1\/e2m\/reply\//);
    expect(answered).toEqual({ topic: `site-7/${replyTo}`, body: 'true' });
    expect(askedBack?.topic).toBe(`site-7/${prefix}/e2m/validate_token`);
    const back = /"replyTo":"([^"]+)"/.exec(askedBack?.body ?? '')?.[1] ?? '';
    expect(back).toMatch(/^lamps\/1\/m1\/m2e\/reply\//);
    expect(answeredBack?.topic).toBe(`site-7/${back}`);
  });

  test('a peer that knows of the asymmetry is answered, and answers', async () => {
    const { raw, seen } = await onlooker(broker.url);
    await start({ url: broker.url, topicPrefix });
    const client = await connect({ url: broker.url, topicPrefix: 'else/' });
    const body = JSON.stringify({ headers: { replyTo: 'my/answer' }, payload: level });
    raw.publish(`site-7/${prefix}/m2e/set_level`, body);
    expect((await seen.reach(2))[1]).toEqual({ topic: 'site-7/my/answer', body: 'true' });
    const reply = client.setLevel(level);
    const request = (await seen.reach(3))[2];
    raw.publish(`else/${replyToOf(request?.body ?? '')}`, 'false');
    await expect(reply).resolves.toBe(false);
  });

  test('handlers, the history and invalid messages have topics without it', async () => {
    const invalid = new Collector<string>();
    const { raw } = await onlooker(broker.url);
    const mock = await start({ url: broker.url, topicPrefix });
    const client = await connect({
      url: broker.url,
      topicPrefix,
      onInvalidMessage: (_error, { topic }) => invalid.add(topic),
    });
    const seen = new Collector<unknown>();
    const subscription = await client.onRoomLamp({ kind: 'wall' }, (_lamp, { topic, parameters }) =>
      seen.add([topic, parameters]),
    );
    expect(subscription.filter).toBe(`site-7/${prefix}/e2m/rooms/+/lamp-wall`);
    await mock.sendRoomLamp({ room_id: 'hall', kind: 'wall' }, lamp);
    const topic = `${prefix}/e2m/rooms/hall/lamp-wall`;
    expect(await seen.reach(1)).toEqual([[topic, { room_id: 'hall', kind: 'wall' }]]);
    expect(mock.history.at(-1)).toMatchObject({ topic });
    raw.publish(`site-7/${topic}`, '{');
    expect(await invalid.reach(1)).toEqual([topic]);
    const unsubscribed = subscription.close();
    await expect(unsubscribed).resolves.toBeUndefined();
  });

  test('errors of what is sent name the topic on the wire', async () => {
    const client = await connect({ url: broker.url, topicPrefix });
    await expect(client.setLevel(level, { timeoutMs: 20 })).rejects.toMatchObject({
      code: 'TIMEOUT',
      topic: `site-7/${prefix}/m2e/set_level`,
    });
  });

  test('clients with different prefixes share a connection', async () => {
    const raw: MqttClient = await connectAsync(broker.url);
    toClose.push(() => raw.endAsync(true));
    const { seen } = await onlooker(broker.url);
    const lamps = await Promise.all(
      ['a/', 'b/', ''].map(async (own) => {
        const mock = await start({ client: raw, topicPrefix: own });
        mock.handleSetLevel(({ level: wanted }) => own === 'b/' && wanted === 5);
        const client = await connect({ client: raw, topicPrefix: own });
        const received: string[] = [];
        await client.onLamp(({ lamp_id: id }) => void received.push(id));
        return { client, mock, received, own };
      }),
    );
    await expect(Promise.all(lamps.map(({ client }) => client.setLevel(level)))).resolves.toEqual([
      false,
      true,
      false,
    ]);
    for (const { mock, own } of lamps) await mock.sendLamp({ ...lamp, lamp_id: `of ${own}` });
    await seen.reach(9);
    await Promise.all(lamps.map(({ client }) => client.setLevel(level)));
    expect(lamps.map(({ received }) => received)).toEqual([['of a/'], ['of b/'], ['of ']]);
  });

  test("MQTT's response topic is the topic on the wire, so a peer needs no prefix", async () => {
    const where = { url: broker.url, stationId: 'summit' } as const;
    await using client = await WeatherStationClient.connect({ ...where, topicPrefix });
    await using mock = await WeatherStationMockServer.start({ ...where, topicPrefix });
    mock.handlePastDay(() => [5]).handleTide(() => 'high');
    await expect(client.pastDay('2026-01-01')).resolves.toEqual([5]);
    await expect(client.tide('Brest')).resolves.toBe('high');
    const { raw } = await onlooker(broker.url, 5);
    const answers = new Collector<string>();
    raw.on('message', (topic, body) => {
      if (topic === 'my/answer') answers.add(body.toString());
    });
    const properties = { responseTopic: 'my/answer' };
    raw.publish('site-7/weather/summit/past-day', '"2026-01-01"', { properties });
    expect(await answers.reach(1)).toEqual(['[5]']);
  });

  test('the last will of the document has it', async () => {
    const { seen } = await onlooker(broker.url);
    const proxy = await startProxy(broker.port);
    toClose.push(() => proxy.stop());
    await using client = await WeatherStationClient.connect({
      url: proxy.url,
      stationId: 'summit',
      topicPrefix,
      reconnect: false,
      onError: () => undefined,
    });
    proxy.cut();
    expect(await seen.reach(1)).toEqual([
      { topic: 'site-7/weather/summit/clients/gone', body: 'bye' },
    ]);
    await client.close();
  });
});

describe('on the embedded broker', () => {
  const harness = useHarness();

  it('requests, replies and events have it, and a subscription is renewed with it', async () => {
    const mock = await harness.mock({ topicPrefix });
    const client = await harness.client({ topicPrefix, reconnect: { maxDelayMs: 5 } });
    const topics: string[] = [];
    harness.broker.aedes.on('publish', ({ topic }, by) => {
      if (by !== null) topics.push(topic);
    });
    const seen = new Collector<Lamp>();
    await client.onLamp(seen.add);
    const wanted = ['e2m/lamp', 'm2e/set_level'].map((end) => `site-7/${prefix}/${end}`);
    const renewed = new Collector<string>();
    harness.broker.aedes.on('subscribe', (subscriptions) => {
      for (const { topic } of subscriptions) if (wanted.includes(topic)) renewed.add(topic);
    });
    harness.broker.dropConnections();
    await renewed.reach(2);
    await expect(client.setLevel(level)).resolves.toBe(true);
    await mock.sendLamp(lamp);
    expect(await seen.reach(1)).toEqual([lamp]);
    expect(topics.filter((topic) => !topic.startsWith('site-7/lamps/1/m1/'))).toEqual([]);
  });

  it.each(['a+', '#', 'a\0', '$share/group/', '\ud800'])('refuses %j', async (wrong) => {
    await expect(harness.client({ topicPrefix: wrong })).rejects.toBeInstanceOf(TopicError);
  });

  it('refuses a topic that is too long with it', async () => {
    const client = await harness.client({ topicPrefix: 'x'.repeat(65_520) });
    await expect(client.sendPing()).rejects.toThrow('too long with its prefix');
    await expect(client.onLamp(() => undefined)).rejects.toThrow('too long with its prefix');
  });
});
