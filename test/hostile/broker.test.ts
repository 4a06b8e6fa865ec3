/** The broker of `mock`, and what those who reach it can do to it: T-23. */
import { createServer } from 'node:net';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { connectAsync } from 'mqtt';
import { generate, type Packet } from 'mqtt-packet';
import { startBroker, type Broker } from '../../src/mock/broker.js';
import { PacketSizes } from '../../templates/runtime/connection/packet-sizes.js';
import { connectPacket, openClient, openWire, publishPacket, type Wire } from './broker-wire.js';

jest.setTimeout(120_000);

const MIB = 1_048_576;
const errors: unknown[] = [];
let broker: Broker;

beforeEach(async () => {
  broker = await startBroker(0, (error) => errors.push(error));
});

afterEach(async () => {
  await expectService();
  await broker.close();
  expect(errors).toEqual([]);
});

/** Whether a good client is still served. */
async function expectService(): Promise<void> {
  const client = await connectAsync(broker.url);
  await client.subscribeAsync('service', { qos: 1 });
  const arrival = new Promise<string>((resolve) => {
    client.once('message', (_topic, body) => resolve(body.toString()));
  });
  await client.publishAsync('service', 'still here', { qos: 1 });
  expect(await arrival).toBe('still here');
  await client.endAsync();
}

/** Whether the broker has taken all that was sent: what it dislikes it hangs up on. */
async function isServed(wire: Wire): Promise<boolean> {
  wire.sendPacket({ cmd: 'pingreq' });
  const answer = await wire.nextPacket().catch(() => undefined);
  return answer?.cmd === 'pingresp';
}

it('T-23: listens on this machine only, on any free port for 0, and speaks no WebSocket', async () => {
  expect(broker.url).toMatch(/^mqtt:\/\/127\.0\.0\.1:[1-9]\d*$/);
  const { port } = new URL(broker.url);
  const others = Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.filter(({ internal, family }) => !internal && family === 'IPv4'),
  );
  for (const { address } of others) {
    await expect(openWire(`mqtt://${address}:${port}`)).rejects.toThrow('ECONNREFUSED');
  }
  const wire = await openWire(broker.url);
  wire.send(Buffer.from('GET /mqtt HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'));
  await wire.untilClosed();
});

it('T-23: takes payloads of a mebibyte, and no larger ones', async () => {
  const wire = await openClient(broker.url, 'payload');
  wire.sendPacket(publishPacket('large', Buffer.alloc(MIB)));
  expect(await isServed(wire)).toBe(true);
  wire.sendPacket(publishPacket('large', Buffer.alloc(MIB + 1)));
  expect(await isServed(wire)).toBe(false);
});

it('hangs up at the head of a packet that is too large, even before CONNECT', async () => {
  for (const wire of [await openWire(broker.url), await openClient(broker.url, 'head')]) {
    // PUBLISH with a remaining length of 256 MiB less one byte.
    wire.send(Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0x7f));
    await wire.untilClosed();
  }
});

it('takes topics of 50 levels, none deeper, and none of its own', async () => {
  const wire = await openClient(broker.url, 'levels');
  wire.sendPacket(publishPacket(Array(50).fill('a').join('/'), ''));
  expect(await isServed(wire)).toBe(true);
  for (const topic of [Array(51).fill('a').join('/'), '/'.repeat(65_535), '$SYS/x', '$x']) {
    const other = await openClient(broker.url, 'level');
    other.sendPacket(publishPacket(topic, ''));
    expect(await isServed(other)).toBe(false);
  }
  wire.close();
});

it('takes topics and filters of 1024 characters, and no longer ones', async () => {
  const wire = await openClient(broker.url, 'length');
  wire.sendPacket({
    cmd: 'subscribe',
    messageId: 1,
    subscriptions: [1_024, 1_025].map((length) => ({ topic: 'x'.repeat(length), qos: 0 })),
  });
  expect(await wire.nextPacket()).toMatchObject({ cmd: 'suback', granted: [0, 128] });
  wire.sendPacket(publishPacket('y'.repeat(1_024), ''));
  expect(await isServed(wire)).toBe(true);
  wire.sendPacket(publishPacket('y'.repeat(1_025), ''));
  expect(await isServed(wire)).toBe(false);
});

it('keeps 1000 messages that a connection does not release, and hangs up at the next', async () => {
  const wire = await openClient(broker.url, 'unreleased');
  const send = (messageId: number): void => {
    wire.sendPacket({ ...publishPacket('t', 'x'), qos: 2, messageId } as Packet);
  };
  for (let id = 1; id <= 1000; id += 1) send(id);
  for (let id = 1; id <= 1000; id += 1)
    expect(await wire.nextPacket()).toMatchObject({ cmd: 'pubrec' });
  expect(await isServed(wire)).toBe(true);
  send(1001);
  await wire.untilClosed();
});

it('grants a connection 2000 filters, and refuses further ones', async () => {
  const wire = await openClient(broker.url, 'filters');
  const subscriptions = Array.from({ length: 2_001 }, (_, i) => ({
    topic: `t/${String(i)}`,
    qos: 0 as const,
  }));
  wire.sendPacket({ cmd: 'subscribe', messageId: 1, subscriptions });
  const answer = await wire.nextPacket();
  const granted = answer.cmd === 'suback' ? answer.granted : [];
  expect(granted.slice(-2)).toEqual([0, 128]);
  expect(granted).toHaveLength(2_001);
  for (const [topic, qos] of [
    ['t/0', 0],
    ['t/2001', 128],
  ] as const) {
    wire.sendPacket({ cmd: 'subscribe', messageId: 2, subscriptions: [{ topic, qos: 0 }] });
    expect(await wire.nextPacket()).toMatchObject({ granted: [qos] });
  }
  wire.close();
});

it('keeps 64 MiB of messages for later, and hangs up on whoever wants more kept', async () => {
  const wire = await openClient(broker.url, 'retained');
  for (let i = 0; i < 64; i += 1) {
    wire.sendPacket(publishPacket(`kept/${String(i)}`, Buffer.alloc(MIB), true));
  }
  wire.sendPacket(publishPacket('kept/0', '', true));
  wire.sendPacket(publishPacket('kept/0', Buffer.alloc(MIB), true));
  expect(await isServed(wire)).toBe(true);
  wire.sendPacket(publishPacket('one/more', 'x', true));
  expect(await isServed(wire)).toBe(false);
  const many = await openClient(broker.url, 'many');
  for (let i = 0; i < 64; i += 1) many.sendPacket(publishPacket(`kept/${String(i)}`, '', true));
  for (let i = 0; i <= 10_000; i += 1) many.sendPacket(publishPacket(`m/${String(i)}`, 'x', true));
  expect(await isServed(many)).toBe(false);
});

it('keeps nothing for a client that has gone', async () => {
  const away = { ...connectPacket, clean: false, clientId: 'away' } as typeof connectPacket;
  const first = await openWire(broker.url);
  first.sendPacket(away);
  await first.nextPacket();
  first.sendPacket({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'a', qos: 1 }] });
  await first.nextPacket();
  first.close();
  const client = await connectAsync(broker.url);
  await client.publishAsync('a', 'nobody is there', { qos: 1 });
  await client.endAsync();
  const second = await openWire(broker.url);
  second.sendPacket(away);
  expect(await second.nextPacket()).toMatchObject({ cmd: 'connack', sessionPresent: false });
  expect(await isServed(second)).toBe(true);
  second.close();
});

it('T-23: takes 200 connections at a time', async () => {
  const wires: Wire[] = [];
  for (let i = 0; i < 200; i += 1) wires.push(await openClient(broker.url, `c${String(i)}`));
  const further = await openWire(broker.url);
  further.sendPacket(connectPacket);
  await expect(further.nextPacket()).rejects.toThrow('hung up');
  for (const wire of wires) expect(await isServed(wire)).toBe(true);
  for (const wire of wires) wire.close();
  // The broker hears of it a moment later.
  for (let tries = 0; tries < 100; tries += 1) {
    const wire = await openWire(broker.url);
    wire.sendPacket(connectPacket);
    const answer = await wire.nextPacket().catch(() => undefined);
    wire.close();
    if (answer !== undefined) return;
    await delay(100);
  }
  throw new Error('No place became free');
});

it('is told of a port that is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  await expect(startBroker(port, () => undefined)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  server.close();
});

it('measures packets, whatever pieces they come in', () => {
  const packets = Buffer.concat(
    [0, 1, 100, 127, 128, 16_383, 16_384, 70_000].map((size) =>
      generate(publishPacket('t', Buffer.alloc(size))),
    ),
  );
  for (const length of [1, 2, 7, 4_096, packets.length]) {
    for (const [limit, fits] of [
      [70_003, true],
      [70_002, false],
    ] as const) {
      const sizes = new PacketSizes(limit);
      let isAccepted = true;
      for (let at = 0; at < packets.length && isAccepted; at += length) {
        isAccepted = sizes.accepts(packets.subarray(at, at + length));
      }
      expect(isAccepted).toBe(fits);
    }
  }
  expect(new PacketSizes(100).accepts(Uint8Array.of(0x30, 0x80, 0x80, 0x80, 0x80, 1))).toBe(false);
});
