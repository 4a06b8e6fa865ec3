/**
 * What is sent arrives, or its call rejects and it never arrives (RELIABILITY.md, R-05, R-06, R-12 and the
 * faults 2, 3, 6 and 9).
 */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectAsync } from 'mqtt';
import {
  PublishError,
  QueueFullError,
  TimeoutError,
  type ConnectOptions,
} from '../../templates/runtime/index.js';
import { LampClient } from '../apis/generated/lamp/index.js';
import { Collector, prefix } from '../runtime/harness.js';
import { startEmbeddedBroker, startMosquitto, type EmbeddedBroker } from '../support/broker.js';
import { startProxy, type Proxy } from '../support/proxy.js';
import { test } from './on-mosquitto.js';

const lamp = (level: number, name = 'a') => ({ lamp_id: name, level });
const topic = `${prefix}/m2e/lamp_status`;

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

async function mosquitto(...configuration: string[]): Promise<{ url: string; port: number }> {
  const broker = await startMosquitto(configuration);
  toClose.push(() => broker.stop());
  return broker;
}

async function connect(options: ConnectOptions): Promise<LampClient> {
  const client = await LampClient.connect({ moduleId: 'm1', onError: () => undefined, ...options });
  toClose.push(() => client.close());
  return client;
}

/** The bodies that arrive at the broker. */
async function watch(url: string): Promise<Collector<string>> {
  const raw = await connectAsync(url);
  toClose.push(() => raw.endAsync(true));
  const bodies = new Collector<string>();
  raw.on('message', (_topic, body) => bodies.add(body.toString()));
  await raw.subscribeAsync('#', { qos: 2 });
  return bodies;
}

const levelsOf = (bodies: readonly string[]): number[] =>
  bodies.flatMap((body) => /"level":(\d+)/.exec(body)?.slice(1).map(Number) ?? []);

describe('fault 2, R-12: what the broker does not take', () => {
  const quick = { maxDelayMs: 20 } as const;

  test.each([
    ['max_packet_size 2000', { qos: 1 }, 'x'.repeat(2000), 'packets of at most 2000 bytes'],
    ['retain_available false', { retain: true }, 'a', 'Set `retain: false`'],
    ['max_qos 0', { qos: 1 }, 'a', 'Set `qos: 0`'],
  ] as const)('%s: is refused here with MQTT 5', async (line, options, name, advice) => {
    const { url } = await mosquitto(line);
    const errors: unknown[] = [];
    const client = await connect({
      url,
      mqtt: { protocolVersion: 5 },
      onError: (error) => errors.push(error),
    });
    const refused = client.sendLampStatus(lamp(1, name), options);
    await expect(refused).rejects.toBeInstanceOf(PublishError);
    await expect(refused).rejects.toThrow(advice);
    await client.sendLampStatus(lamp(2), { qos: 0 });
    expect(client.state).toBe('connected');
    expect(errors).toEqual([]);
  });

  test('the largest packet that it takes is sent, the next larger one is refused', async () => {
    const { url } = await mosquitto('max_packet_size 2000');
    const client = await connect({ url, mqtt: { protocolVersion: 5 } });
    const size = (name: string): number => JSON.stringify(lamp(1, name)).length;
    // Fixed header 3, topic and its length, packet identifier 2, no properties 1.
    const room = 2000 - 3 - 2 - topic.length - 2 - 1 - size('');
    await client.sendLampStatus(lamp(1, 'x'.repeat(room)));
    const larger = client.sendLampStatus(lamp(1, 'x'.repeat(room + 1)));
    await expect(larger).rejects.toThrow('this one has 2001');
  });

  test('with MQTT 3.1.1, ends three connections, and the messages beside it arrive', async () => {
    const { url } = await mosquitto('max_packet_size 2000');
    const seen = await watch(url);
    const client = await connect({ url, reconnect: quick, mqtt: { protocolVersion: 4 } });
    const before = client.sendLampStatus(lamp(1));
    const large = client.sendLampStatus(lamp(2, 'x'.repeat(2000)));
    const after = client.sendLampStatus(lamp(3));
    await expect(large).rejects.toThrow('the connection ended 3 times');
    await Promise.all([before, after]);
    await client.sendLampStatus(lamp(4));
    while (!levelsOf(seen.items).includes(4)) await seen.reach(seen.items.length + 1);
    expect(new Set(levelsOf(seen.items))).toEqual(new Set([1, 3, 4]));
  });

  test('with QoS 2, likewise', async () => {
    const { url } = await mosquitto('max_packet_size 2000');
    const client = await connect({ url, qos: 2, reconnect: quick, mqtt: { protocolVersion: 4 } });
    const large = client.sendLampStatus(lamp(2, 'x'.repeat(2000)));
    const after = client.sendLampStatus(lamp(3));
    await expect(large).rejects.toThrow('the connection ended 3 times');
    await after;
  });
});

describe.each([4, 5] as const)('fault 9, R-12: Receive Maximum, MQTT %i', (protocolVersion) => {
  test('a burst of 200 with QoS 2 arrives in order', async () => {
    const { url } = await mosquitto();
    const seen = await watch(url);
    const errors: unknown[] = [];
    const client = await connect({
      url,
      mqtt: { protocolVersion },
      onError: (error) => errors.push(error),
    });
    const levels = Array.from({ length: 200 }, (_, i) => i % 100);
    await Promise.all(levels.map((level) => client.sendLampStatus(lamp(level), { qos: 2 })));
    expect(levelsOf(await seen.reach(200))).toEqual(levels);
    expect(errors).toEqual([]);
  });
});

describe('R-06: publish', () => {
  test('rejects what the access rules of the broker refuse', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'acl-'));
    toClose.push(() => rm(folder, { recursive: true }));
    await chmod(folder, 0o755);
    const file = join(folder, 'acl');
    await writeFile(file, 'topic read #\n');
    const { url } = await mosquitto(`acl_file ${file}`);
    const client = await connect({ url, mqtt: { protocolVersion: 5 } });
    await expect(client.sendLampStatus(lamp(1))).rejects.toThrow('Not authorized');
    await expect(client.sendLampStatus(lamp(1), { qos: 2 })).rejects.toThrow('Not authorized');
  });
});

describe('while the connection is down', () => {
  let broker: EmbeddedBroker;
  let proxy: Proxy;
  let seen: Collector<string>;
  beforeEach(async () => {
    broker = await startEmbeddedBroker();
    toClose.push(() => broker.stop());
    proxy = await startProxy(broker.port);
    toClose.push(() => proxy.stop());
    seen = await watch(broker.url);
  });

  /** A client whose connection has just been cut; it comes back after a while. */
  const offline = async (options: ConnectOptions = {}, forMs = 300): Promise<LampClient> => {
    const client = await connect({ url: proxy.url, reconnect: { maxDelayMs: 50 }, ...options });
    await client.switchOff({ timeoutMs: 1 }).catch(() => undefined);
    seen.items.length = 0;
    proxy.cut(forMs);
    while (client.state === 'connected') await sleep(1);
    return client;
  };
  /** The levels of the lamps seen so far, once there are so many. A request may come late among them. */
  const levels = async (count: number): Promise<number[]> => {
    while (levelsOf(seen.items).length < count) await sleep(1);
    return levelsOf(seen.items);
  };
  const online = async (client: LampClient): Promise<void> => {
    while (client.state !== 'connected') await sleep(5);
    await client.sendLampStatus(lamp(100));
    while (!seen.items.some((body) => body.includes('100'))) await sleep(1);
  };

  it('fault 3: a request that has timed out is not carried out later', async () => {
    const client = await offline();
    const request = client.setLevel({ connector_id: 1, level: 2 }, { timeoutMs: 10 });
    await expect(request).rejects.toMatchObject({ code: 'TIMEOUT', delivery: 'queued' });
    await expect(request).rejects.toThrow('is not sent later');
    await online(client);
    expect(levelsOf(seen.items)).toEqual([100]);
  });

  it('fault 3: neither is a publish whose deadline has passed, or that was aborted', async () => {
    const client = await offline();
    const late = client.sendLampStatus(lamp(1), { timeoutMs: 10 });
    const controller = new AbortController();
    const aborted = client.sendLampStatus(lamp(2), { qos: 2, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(late).rejects.toBeInstanceOf(TimeoutError);
    await expect(aborted).rejects.toThrow('enough');
    await online(client);
    expect(levelsOf(seen.items)).toEqual([100]);
  });

  it('R-05: what waits arrives, in the order of the calls', async () => {
    const client = await offline();
    const sent = [1, 2, 3, 4, 5].map((level) => client.sendLampStatus(lamp(level)));
    await Promise.all(sent);
    expect(await levels(5)).toEqual([1, 2, 3, 4, 5]);
  });

  it('R-05: QoS 0 waits only if it is to', async () => {
    const client = await offline();
    await expect(client.sendLampStatus(lamp(1), { qos: 0 })).rejects.toThrow('QoS 0');
    await client.close();
    proxy.mend();
    const patient = await offline({ offlineQueue: { qos0: true } });
    await patient.sendLampStatus(lamp(2), { qos: 0 });
    expect(await levels(1)).toEqual([2]);
  });

  it('fault 6, R-05: the queue is bounded; beyond, a call rejects', async () => {
    const client = await offline({ maxPending: 3 });
    const sent = [1, 2, 3].map((level) => client.sendLampStatus(lamp(level)));
    await expect(client.sendLampStatus(lamp(4))).rejects.toBeInstanceOf(QueueFullError);
    await Promise.all(sent);
    await online(client);
    expect(levelsOf(seen.items)).toEqual([1, 2, 3, 100]);
  });

  it('R-05: or the oldest makes place, in number and in bytes', async () => {
    const client = await offline({ maxPending: 3, offlineQueue: { whenFull: 'drop-oldest' } });
    const sent = [1, 2, 3, 4, 5].map((level) => client.sendLampStatus(lamp(level)));
    const settled = await Promise.allSettled(sent);
    expect(settled.map(({ status }) => status === 'fulfilled')).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(await levels(3)).toEqual([3, 4, 5]);
    await client.close();
    const small = await offline({ maxPendingBytes: 40, offlineQueue: { whenFull: 'drop-oldest' } });
    const two = [6, 7].map((level) => small.sendLampStatus(lamp(level)));
    await expect(two[0]).rejects.toBeInstanceOf(QueueFullError);
    await two[1];
    expect(await levels(1)).toEqual([7]);
  });

  it('fault 6: calls that time out leave no messages behind', async () => {
    const client = await offline({ maxPending: 100 }, 1000);
    for (let round = 0; round < 10; round += 1) {
      const late = Array.from({ length: 100 }, () =>
        client.sendLampStatus(lamp(1), { timeoutMs: 1 }),
      );
      const settled = await Promise.allSettled(late);
      expect(settled.every(({ status }) => status === 'rejected')).toBe(true);
    }
    await online(client);
    expect(levelsOf(seen.items)).toEqual([100]);
  });

  it('rejects what waits when the client is ended', async () => {
    const given = await connectAsync(proxy.url, { reconnectPeriod: 1000 });
    const client = await LampClient.connect({ client: given, moduleId: 'm1' });
    proxy.cut();
    while (client.state === 'connected') await sleep(1);
    const waiting = expect(client.sendLampStatus(lamp(1))).rejects.toThrow('has been ended');
    await given.endAsync(true);
    await waiting;
    await expect(client.sendLampStatus(lamp(1))).rejects.toThrow('has been ended');
    await client.close();
  });
});

describe('a connection that ends before the acknowledgement', () => {
  let broker: EmbeddedBroker;
  let seen: Collector<string>;
  let isHolding = true;
  beforeEach(async () => {
    broker = await startEmbeddedBroker();
    toClose.push(() => broker.stop());
    seen = await watch(broker.url);
    isHolding = true;
    broker.aedes.authorizePublish = (_client, _packet, done) => {
      if (!isHolding) done(null);
    };
  });
  const cut = (): void => {
    isHolding = false;
    broker.dropConnections();
  };

  it('R-01, R-05: QoS 1 and 2 are sent again, in order', async () => {
    const client = await connect({ url: broker.url, reconnect: { maxDelayMs: 50 } });
    const sent = [1, 2, 3].map((level) => client.sendLampStatus(lamp(level)));
    const twice = client.sendLampStatus(lamp(4), { qos: 2 });
    cut();
    seen = await watch(broker.url);
    await Promise.all([...sent, twice]);
    expect(levelsOf(await seen.reach(4)).filter((level) => level < 4)).toEqual([1, 2, 3]);
  });

  it('fault 3: not if the call has rejected meanwhile', async () => {
    const client = await connect({ url: broker.url, reconnect: { maxDelayMs: 50 } });
    const late = client.sendLampStatus(lamp(1), { timeoutMs: 5 });
    await expect(late).rejects.toMatchObject({ delivery: 'sent' });
    const exactly = client.sendLampStatus(lamp(2), { qos: 2, timeoutMs: 5 });
    await expect(exactly).rejects.toMatchObject({ delivery: 'sent' });
    const asked = client.setLevel({ connector_id: 1, level: 3 }, { timeoutMs: 20 });
    await expect(asked).rejects.toBeInstanceOf(TimeoutError);
    cut();
    seen = await watch(broker.url);
    while (client.state !== 'connected') await sleep(5);
    await client.sendLampStatus(lamp(4));
    expect(levelsOf(await seen.reach(1))).toEqual([4]);
  });
});
