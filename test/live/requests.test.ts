/** Requests and replies on bad networks (RELIABILITY.md, R-17, R-18 and fault 13). */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import { ConnectionError, type ConnectOptions } from '../../templates/runtime/index.js';
import { LampClient, LampMockServer } from '../apis/generated/lamp/index.js';
import { Collector, prefix, replyToOf } from '../runtime/harness.js';
import { startEmbeddedBroker, type EmbeddedBroker } from '../support/broker.js';
import { startProxy, type Proxy } from '../support/proxy.js';
import { mosquittoForTests, test } from './on-mosquitto.js';

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

async function connect(options: ConnectOptions): Promise<LampClient> {
  const client = await LampClient.connect({ moduleId: 'm1', onError: () => undefined, ...options });
  toClose.push(() => client.close());
  return client;
}

/** Somebody who sees every request to set a level, and answers by hand. */
async function observe(url: string): Promise<{ raw: MqttClient; replyTopics: Collector<string> }> {
  const raw = await connectAsync(url);
  toClose.push(() => raw.endAsync(true));
  const replyTopics = new Collector<string>();
  raw.on('message', (_topic, body) => replyTopics.add(replyToOf(body.toString())));
  await raw.subscribeAsync(`${prefix}/m2e/set_level`, { qos: 1 });
  return { raw, replyTopics };
}

const level = (value: number) => ({ connector_id: 1, level: value });

describe('R-18: on mosquitto', () => {
  const broker = mosquittoForTests();

  test('50 at once, answered in reverse order, each one twice', async () => {
    const client = await connect({ url: broker.url });
    const { raw, replyTopics } = await observe(broker.url);
    const replies = Array.from({ length: 50 }, (_, i) => client.setLevel(level(i)));
    const topics = await replyTopics.reach(50);
    for (const topic of topics.toReversed()) {
      raw.publish(topic, 'true', { qos: 1 });
      raw.publish(topic, 'false', { qos: 1 });
    }
    expect(new Set(await Promise.all(replies))).toEqual(new Set([true]));
    while (client.counters.ignoredReplies < 50) await sleep(1);
  });

  test('fault 13: a reply topic says nothing of the next one', async () => {
    const client = await connect({ url: broker.url });
    const { raw, replyTopics } = await observe(broker.url);
    const replies = [client.setLevel(level(1)), client.setLevel(level(2))];
    const topics = await replyTopics.reach(2);
    const ends = topics.map((topic) => topic.split('/').at(-1) ?? '');
    expect(ends).toEqual([1, 2].map(() => expect.stringMatching(/^[0-9a-f]{32}$/)));
    expect(ends[0]).not.toBe(ends[1]);
    for (const topic of topics) raw.publish(topic, 'true');
    await Promise.all(replies);
  });

  test('several peers reply: each reply is yielded, until the window ends', async () => {
    const client = await connect({ url: broker.url, onInvalidMessage: () => undefined });
    const { raw, replyTopics } = await observe(broker.url);
    const asked = replyTopics.reach(1).then(([topic = '']) => {
      for (const body of ['true', '"malformed"', 'false', 'true']) raw.publish(topic, body);
      return topic;
    });
    const replies: boolean[] = [];
    for await (const reply of client.setLevelReplies(level(1), { windowMs: 300 })) {
      replies.push(reply);
    }
    expect(replies).toEqual([true, false, true]);
    raw.publish(await asked, 'true');
    while (client.counters.ignoredReplies < 1) await sleep(1);
    expect(client.counters).toMatchObject({ ignoredReplies: 1, invalidMessages: 1, timeouts: 0 });
  });

  test('several peers reply: a loop that breaks takes no more, and no reply is no error', async () => {
    const client = await connect({ url: broker.url });
    const { raw, replyTopics } = await observe(broker.url);
    void replyTopics.reach(1).then(([topic = '']) => raw.publish(topic, 'true'));
    for await (const reply of client.setLevelReplies(level(1), { windowMs: Infinity })) {
      expect(reply).toBe(true);
      break;
    }
    for await (const reply of client.setLevelReplies(level(2), { windowMs: 20 })) {
      throw new Error(String(reply));
    }
    const closing = async (): Promise<void> => {
      for await (const reply of client.setLevelReplies(level(3), { windowMs: Infinity })) {
        throw new Error(String(reply));
      }
    };
    const closed = expect(closing()).rejects.toMatchObject({ code: 'CLOSED' });
    await replyTopics.reach(3);
    await client.close();
    await closed;
  });

  test('R-17: overlapping filters deliver once to each handler', async () => {
    const client = await connect({ url: broker.url });
    await using mock = await LampMockServer.start({ url: broker.url, moduleId: 'm1' });
    const rooms = [new Collector<string>(), new Collector<string>(), new Collector<string>()];
    const [all, one, again] = rooms;
    await client.onRoomLamp({}, (_lamp, { topic }) => all?.add(topic));
    await client.onRoomLamp({ room_id: 'hall' }, (_lamp, { topic }) => one?.add(topic));
    await client.onRoomLamp({}, (_lamp, { topic }) => again?.add(topic));
    for (const value of [1, 2, 3]) {
      await mock.sendRoomLamp({ room_id: 'hall', kind: 'wall' }, { lamp_id: 'a', level: value });
    }
    for (const room of rooms) await room.reach(3);
    await client.sendPing({ qos: 1 });
    expect(rooms.map(({ items }) => items.length)).toEqual([3, 3, 3]);
  });
});

describe('R-18: a connection that ends while a request waits', () => {
  let broker: EmbeddedBroker;
  let proxy: Proxy;
  beforeEach(async () => {
    broker = await startEmbeddedBroker();
    toClose.push(() => broker.stop());
    proxy = await startProxy(broker.port);
    toClose.push(() => proxy.stop());
  });

  it('the request survives, and is not sent a second time', async () => {
    const client = await connect({ url: proxy.url, reconnect: { maxDelayMs: 10 } });
    const { raw, replyTopics } = await observe(broker.url);
    const reply = client.setLevel(level(1));
    const [topic = ''] = await replyTopics.reach(1);
    await client.sendPing({ qos: 1 });
    const subscribed = new Promise((resolve) => broker.aedes.once('subscribe', resolve));
    proxy.cut();
    await subscribed;
    raw.publish(topic, 'true', { qos: 1 });
    await expect(reply).resolves.toBe(true);
    expect(replyTopics.items).toHaveLength(1);
  });

  it('or fails at once, if it is to', async () => {
    const client = await connect({ url: proxy.url, reconnect: { maxDelayMs: 10 } });
    const { replyTopics } = await observe(broker.url);
    const reply = client.setLevel(level(1), { whenDisconnected: 'reject', timeoutMs: Infinity });
    const failed = expect(reply).rejects.toBeInstanceOf(ConnectionError);
    await replyTopics.reach(1);
    proxy.cut();
    await failed;
    await expect(reply).rejects.toThrow('may have carried it out');
  });
});
