/** acknowledgement after the handler, so that a crash loses no message. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import type { Packet } from 'mqtt-packet';
import {
  QueueFullError,
  SubscribeError,
  TimeoutError,
  type ConnectOptions,
} from '../../templates/runtime/index.js';
import { LampClient, type Lamp } from '../apis/generated/lamp/index.js';
import { publishPacket } from '../hostile/broker-wire.js';
import type { Visitor } from '../hostile/false-broker.js';
import { Collector, Gate, replyToOf } from '../runtime/harness.js';
import { startMosquitto, type Mosquitto } from '../support/broker.js';
import { root } from '../support/project.js';
import { mosquittoForTests, test } from './on-mosquitto.js';
import { useWatched } from './watched-client.js';

const lampTopic = 'lamps/1/m1/e2m/lamp';
const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

async function connect(options: ConnectOptions): Promise<LampClient> {
  const client = await LampClient.connect({ moduleId: 'm1', ...options });
  toClose.push(() => client.close());
  return client;
}

async function sender(url: string): Promise<MqttClient> {
  const raw = await connectAsync(url);
  toClose.push(() => raw.endAsync(true));
  return raw;
}

async function sendLamp(raw: MqttClient, level: number): Promise<void> {
  await raw.publishAsync(lampTopic, JSON.stringify({ lamp_id: 'a', level }), { qos: 1 });
}

/** Starts a program whose handler gets two messages, and kills it in that of the second one. */
async function killInHandler(url: string, acknowledge: string): Promise<void> {
  const hooks = join(root, 'test/support/run-typescript.js');
  const program = join(root, 'test/live/slow-handler-program.ts');
  const child = spawn(
    process.execPath,
    ['--import', pathToFileURL(hooks).href, program, url, acknowledge],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect(await lines.next()).toMatchObject({ value: 'ready' });
  const raw = await sender(url);
  for (const level of [1, 2]) await sendLamp(raw, level);
  expect(await lines.next()).toMatchObject({ value: 'working' });
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function levelsAfterwards(url: string): Promise<number[]> {
  const lamps = new Collector<Lamp>();
  const client = await LampClient.connect({
    url,
    moduleId: 'm1',
    mqtt: { clean: false, clientId: 'killed' },
    handlers: { onLamp: lamps.add },
  });
  toClose.push(() => client.close());
  await sendLamp(await sender(url), 3);
  for (let count = 1; lamps.items.at(-1)?.level !== 3; count += 1) await lamps.reach(count);
  return lamps.items.map(({ level }) => level);
}

describe('R-09: a process is killed in its handler', () => {
  const broker = mosquittoForTests();

  test('with `afterHandler`, it gets the message again, and none that it has finished', async () => {
    await killInHandler(broker.url, 'afterHandler');
    expect(await levelsAfterwards(broker.url)).toEqual([2, 3]);
  });

  test('by default, the message is lost', async () => {
    await killInHandler(broker.url, 'onReceipt');
    expect(await levelsAfterwards(broker.url)).toEqual([3]);
  });
});

describe('R-09: a handler that waits for a reply', () => {
  const level = { connector_id: 1, level: 1 };

  async function answering(mosquitto: Mosquitto): Promise<MqttClient> {
    const raw = await sender(mosquitto.url);
    await raw.subscribeAsync('lamps/1/m1/m2e/set_level', { qos: 1 });
    raw.on('message', (_topic, body) => {
      raw.publish(replyToOf(body.toString()), 'true', { qos: 1 });
    });
    return raw;
  }

  async function mosquittoWith(lines: readonly string[]): Promise<Mosquitto> {
    const mosquitto = await startMosquitto(lines);
    toClose.push(() => mosquitto.stop());
    return mosquitto;
  }

  test('gets it over the same connection', async () => {
    const mosquitto = await mosquittoWith([]);
    const raw = await answering(mosquitto);
    const client = await connect({ url: mosquitto.url, acknowledge: 'afterHandler' });
    const replies = new Collector<boolean>();
    await client.onLamp(async () => replies.add(await client.setLevel(level)), { concurrency: 1 });
    for (const each of [1, 2, 3]) await sendLamp(raw, each);
    expect(await replies.reach(3)).toEqual([true, true, true]);
  });

  test('or, if the broker sends nothing more, a timeout that says why; then it goes on', async () => {
    const mosquitto = await mosquittoWith(['max_inflight_messages 1']);
    const raw = await answering(mosquitto);
    const client = await connect({ url: mosquitto.url });
    const outcomes = new Collector<unknown>();
    const handler = async ({ level: wanted }: Lamp): Promise<void> => {
      if (wanted > 1) return outcomes.add(wanted);
      outcomes.add(
        await client.setLevel(level, { timeoutMs: 200 }).catch((error: unknown) => error),
      );
    };
    await client.onLamp(handler, { acknowledge: 'afterHandler' });
    for (const each of [1, 2]) await sendLamp(raw, each);
    const [error, next] = await outcomes.reach(2);
    expect(error).toBeInstanceOf(TimeoutError);
    expect(String(error)).toContain('`acknowledge: "afterHandler"`');
    expect(next).toBe(2);
  });
});

describe.each([4, 5] as const)('R-09: on the wire, MQTT %i', (protocolVersion) => {
  const watched = useWatched();
  const mqtt = { protocolVersion };

  /** A broker that notes acknowledgements, and a client that acknowledges late. */
  async function start(options: ConnectOptions = {}) {
    const acknowledged = new Collector<number | undefined>();
    const subscribed: number[] = [];
    const broker = await watched.broker({
      suback: ({ subscriptions }) => {
        subscribed.push(...subscriptions.map(({ qos }) => qos));
        return subscriptions.map(({ qos }) => qos);
      },
      onPacket: (packet) => {
        if (packet.cmd === 'puback') acknowledged.add(packet.messageId);
      },
    });
    const connection = { url: broker.url, mqtt, acknowledge: 'afterHandler', ...options } as const;
    const { client, errors, states } = await watched.connect(connection);
    return { broker, client, errors, states, acknowledged, subscribed };
  }

  function send(visitor: Visitor | undefined, ids: readonly number[]): void {
    for (const id of ids) visitor?.send(lampPacket(id));
  }

  it('PUBACKs come when handlers have finished, in the order of the messages', async () => {
    const { broker, client, acknowledged, subscribed } = await start({ qos: 2 });
    const gates = [new Gate(), new Gate()];
    const seen = new Collector<number>();
    await client.onLamp(async ({ level }) => {
      seen.add(level);
      await gates[level - 1]?.opened;
    });
    expect(subscribed).toEqual([1]);
    send(broker.visitors[0], [1, 2, 3]);
    await seen.reach(3);
    gates[1]?.open();
    await client.sendPing({ qos: 0 });
    expect(acknowledged.items).toEqual([]);
    gates[0]?.open();
    expect(await acknowledged.reach(3)).toEqual([1, 2, 3]);
    send(broker.visitors[0], [4]);
    expect((await acknowledged.reach(4))[3]).toBe(4);
  });

  it('a handler that throws has finished, and so has one that does not get the message', async () => {
    const { broker, client, acknowledged, errors } = await start();
    const subscription = await client.onLamp(
      ({ level }) => (level === 1 ? Promise.reject(new Error('one')) : new Promise(() => {})),
      { concurrency: 1, bufferSize: 1 },
    );
    send(broker.visitors[0], [1]);
    await acknowledged.reach(1);
    send(broker.visitors[0], [2, 3, 4]);
    expect(await errors.reach(2)).toEqual([new Error('one'), expect.any(QueueFullError)]);
    expect(acknowledged.items).toEqual([1]);
    await subscription.close();
  });

  it('every listener of a message counts, and other messages stay in their order', async () => {
    const { broker, client, acknowledged } = await start();
    const gate = new Gate();
    await client.onLamp(() => gate.opened);
    await client.onLamp(() => undefined, { acknowledge: 'onReceipt' });
    const beats = new Collector<number>();
    await client.onHeartbeat(beats.add, { acknowledge: 'onReceipt' });
    send(broker.visitors[0], [1]);
    broker.visitors[0]?.send(beatPacket(2));
    await beats.reach(1);
    await client.sendPing({ qos: 0 });
    expect(acknowledged.items).toEqual([]);
    gate.open();
    expect(await acknowledged.reach(2)).toEqual([1, 2]);
  });

  it('nothing is acknowledged for a connection that has ended, nor while the client closes', async () => {
    const { broker, client, acknowledged, states } = await start();
    const gates = [new Gate(), new Gate(), new Gate()];
    const seen = new Collector<number>();
    await client.onLamp(async () => {
      seen.add(1);
      await gates[seen.items.length - 1]?.opened;
    });
    send(broker.visitors[0], [7]);
    await seen.reach(1);
    broker.visitors[0]?.hangUp();
    await states.reach(3);
    while (broker.visitors[1]?.filters.length !== 1) await sleep(1);
    send(broker.visitors[1], [7]);
    await seen.reach(2);
    gates[0]?.open();
    await client.sendPing({ qos: 0 });
    expect(acknowledged.items).toEqual([]);
    gates[1]?.open();
    expect(await acknowledged.reach(1)).toEqual([7]);
    send(broker.visitors[1], [8]);
    await seen.reach(3);
    const closing = client.close();
    gates[2]?.open();
    await closing;
    expect(acknowledged.items).toEqual([7]);
  });

  it('a quality of service that has no such acknowledgement is refused', async () => {
    const { client, subscribed } = await start();
    const wrong = client.onLamp(() => undefined, { acknowledge: 'afterHandler', qos: 2 });
    await expect(wrong).rejects.toBeInstanceOf(SubscribeError);
    await client.onLamp(() => undefined, { qos: 0 });
    expect(subscribed).toEqual([0]);
  });
});

test('R-09: a client that was handed in acknowledges by itself again afterwards', async () => {
  const mosquitto = await startMosquitto();
  toClose.push(() => mosquitto.stop());
  const raw = await sender(mosquitto.url);
  const hasOwn = (): boolean => Object.hasOwn(raw, 'handleMessage');
  const client = await connect({ client: raw, acknowledge: 'afterHandler' });
  await client.onLamp(() => undefined);
  expect(hasOwn()).toBe(true);
  await client.close();
  expect(hasOwn()).toBe(false);
});

function lampPacket(messageId: number): Packet {
  const packet = publishPacket(lampTopic, JSON.stringify({ lamp_id: 'a', level: messageId }));
  return { ...packet, qos: 1, messageId } as Packet;
}

function beatPacket(messageId: number): Packet {
  return { ...publishPacket('lamps/1/m1/e2m/heartbeat', '1'), qos: 1, messageId } as Packet;
}
