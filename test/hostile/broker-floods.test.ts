/** T-34: a broker that sends what is to be kept, without end, fills no client. */
import { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { MqttClient, type IPublishPacket } from 'mqtt';
import { generate, type Packet } from 'mqtt-packet';
import { guardConnection } from '../../templates/runtime/connection/connection-guard.js';
import type { ConnectOptions, Subscription } from '../../templates/runtime/index.js';
import { Router } from '../../templates/runtime/connection/router.js';
import { UnreleasedStore } from '../../templates/runtime/connection/unreleased-store.js';
import { LampClient } from '../apis/generated/lamp/index.js';
import { Collector } from '../runtime/harness.js';
import { publishPacket } from './broker-wire.js';
import { startFalseBroker, type FalseBroker, type Visitor } from './false-broker.js';

jest.setTimeout(120_000);

const lampTopic = 'lamps/1/m1/e2m/lamp';
const lamp = '{"lamp_id":"a","level":1}';
const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

async function startBroker(onSubscribed: (visitor: Visitor) => void): Promise<FalseBroker> {
  const broker = await startFalseBroker(onSubscribed);
  toClose.push(() => broker.close());
  return broker;
}

interface Listening {
  readonly client: LampClient;
  readonly subscription: Promise<Subscription>;
  readonly lamps: Collector<unknown>;
  readonly errors: Collector<unknown>;
}

/** A client that listens to lamps, at a broker that hangs up or is hung up on. */
async function listen({ url }: FalseBroker, options: ConnectOptions): Promise<Listening> {
  const errors = new Collector<unknown>();
  const lamps = new Collector<unknown>();
  const reconnect = { baseDelayMs: 20 };
  const all = { url, moduleId: 'm1', onError: errors.add, reconnect, ...options };
  const client = await LampClient.connect(all);
  toClose.push(() => client.close());
  const subscription = client.onLamp(lamps.add);
  subscription.catch(() => undefined);
  return { client, subscription, lamps, errors };
}

function exactlyOnce(messageId: number, payload: string | Buffer): Packet {
  return { ...publishPacket(lampTopic, payload), qos: 2, messageId } as Packet;
}

describe('messages with QoS 2 that are never released', () => {
  const large = Buffer.alloc(200_000);

  it('T-34: are kept up to their bytes; then the connection ends, and starts anew', async () => {
    const broker = await startBroker((visitor) => {
      if (broker.visitors.length > 1) return visitor.send(publishPacket(lampTopic, lamp));
      for (let id = 1; id <= 20; id += 1) visitor.send(exactlyOnce(id, large));
    });
    const { client, lamps, errors } = await listen(broker, { maxPendingBytes: 1_000_000 });
    await lamps.reach(1);
    expect(broker.visitors).toHaveLength(2);
    expect(client.state).toBe('connected');
    expect(errors.items.map(String)).toEqual([
      expect.stringMatching(
        /^ConnectionError: .*maxPendingBytes.*messages with QoS 2 without releasing/,
      ),
    ]);
  });

  it('T-34: are without bound in number and bytes where the broker releases them', async () => {
    const broker = await startBroker((visitor) => {
      for (let id = 1; id <= 20; id += 1) {
        visitor.send(exactlyOnce(id, `{"lamp_id":"${'x'.repeat(200_000)}","level":1}`));
        visitor.send({ cmd: 'pubrel', messageId: id });
      }
    });
    const { lamps, errors } = await listen(broker, { maxPendingBytes: 300_000 });
    expect(await lamps.reach(20)).toHaveLength(20);
    expect(errors.items).toEqual([]);
  });

  it('T-34: hold nothing of what came with them, and are counted once for an identifier', () => {
    let isFull = false;
    const store = new UnreleasedStore(1_000, () => (isFull = true));
    const piece = Buffer.alloc(65_536);
    const put = (messageId: number): void => {
      const payload = piece.subarray(0, 10);
      const packet = { cmd: 'publish', topic: 't', payload, qos: 2, messageId, length: 400 };
      store.put(packet as IPublishPacket, () => undefined);
    };
    for (const id of [1, 1, 1, 2]) put(id);
    expect(isFull).toBe(false);
    store.get({ messageId: 1 }, (_error, packet) => {
      const payload = packet?.cmd === 'publish' ? packet.payload : '';
      expect(payload).toMatchObject({ length: 10, buffer: { byteLength: 10 } });
    });
    put(3);
    expect(isFull).toBe(true);
  });
});

describe('stored messages', () => {
  const deliverTo = (router: Router, topic: string): void => {
    const packet = { cmd: 'publish', retain: true, qos: 0 } as IPublishPacket;
    router.deliver({ topic, body: new Uint8Array(), packet });
  };
  const routed = (): { router: Router; seen: Map<string, number> } => {
    const router = new Router();
    const seen = new Map<string, number>();
    router.add('#', 0).add({
      listener: ({ topic }) => void seen.set(topic, (seen.get(topic) ?? 0) + 1),
      onRefused: () => undefined,
    });
    return { router, seen };
  };

  it('T-34: are remembered for 10,000 topics; others come again with each subscription', () => {
    const { router, seen } = routed();
    for (let round = 0; round < 2; round += 1) {
      for (let i = 0; i < 20_000; i += 1) deliverTo(router, `t/${String(i)}`);
    }
    expect([...seen.values()].filter((count) => count === 1)).toHaveLength(10_000);
    expect(seen.get('t/0')).toBe(1);
    expect(seen.get('t/19999')).toBe(2);
  });

  it('T-34: are remembered for a mebibyte of topics', () => {
    const { router, seen } = routed();
    for (let round = 0; round < 2; round += 1) {
      for (let i = 0; i < 100; i += 1) deliverTo(router, `${String(i)}/${'x'.repeat(60_000)}`);
    }
    expect([...seen.values()].filter((count) => count === 1)).toHaveLength(17);
  });
});

it('T-34: very many subscription identifiers of one message are looked up once', () => {
  const router = new Router();
  const filters = Array.from({ length: 5_000 }, (_, i) => `${String(i)}/+`);
  const [first] = filters.map((filter) => router.add(filter, 0));
  const subscriptionIdentifier = new Array<number>(500_000).fill(first?.id ?? 0);
  const packet = { cmd: 'publish', properties: { subscriptionIdentifier } };
  const message = { topic: '0/a', body: new Uint8Array() };
  const start = performance.now();
  for (let i = 0; i < 5; i += 1) {
    router.deliver({ ...message, packet: packet as unknown as IPublishPacket });
  }
  expect(performance.now() - start).toBeLessThan(3_000);
});

describe('a packet that is larger than the client takes', () => {
  /** PUBLISH with QoS 0, of which all but the first bytes are still to come. */
  const head = Uint8Array.of(0x30, 0x80, 0x80, 0x80, 0x50, 0, 1, 0x61);

  it.each([4, 5] as const)('T-34: ends a connection with MQTT %i at its head', async (level) => {
    const broker = await startBroker((visitor) => {
      if (broker.visitors.length > 1) visitor.send(publishPacket(lampTopic, lamp));
      else visitor.sendBytes(head);
    });
    const mqtt = { protocolVersion: level };
    const { lamps, errors } = await listen(broker, { mqtt, maxPayloadBytes: 1_000 });
    await lamps.reach(1);
    expect(errors.items.map(String)).toEqual([
      expect.stringContaining('a packet of more than 1049576 bytes'),
    ]);
    const [visitor] = broker.visitors;
    // MQTT 3.1.1 cannot tell the broker.
    expect(visitor?.connect.properties?.maximumPacketSize).toBe(
      level === 5 ? 1_049_576 : undefined,
    );
  });

  it('T-34: is looked for in what comes later and in pieces, and on later connections', async () => {
    const broker = await startBroker((visitor) => {
      visitor.send(publishPacket(lampTopic, lamp));
      if (broker.visitors.length > 2) return;
      setTimeout(() => visitor.sendBytes(head.subarray(0, 3)), 20);
      setTimeout(() => visitor.sendBytes(head.subarray(3)), 60);
    });
    const { lamps, errors } = await listen(broker, { mqtt: { protocolVersion: 5 } });
    await lamps.reach(3);
    // The second time is no news.
    expect(errors.items).toHaveLength(1);
    expect(broker.visitors).toHaveLength(3);
  });

  it('T-34: is as large as the document or the program says, if it does', async () => {
    const broker = await startBroker(() => undefined);
    const properties = { maximumPacketSize: 5_000 };
    await listen(broker, { mqtt: { protocolVersion: 5, properties } });
    await listen(broker, { mqtt: { protocolVersion: 4 } });
    await listen(broker, { mqtt: { protocolVersion: 5 }, maxPayloadBytes: Infinity });
    expect(broker.visitors.map(({ connect }) => connect.properties)).toEqual([
      properties,
      undefined,
      { maximumPacketSize: 268_435_460 },
    ]);
  });
});

interface Attached {
  readonly client: MqttClient;
  readonly connection: Duplex;
  readonly errors: readonly string[];
}

/** A client with a message of QoS 2 under way, whose broker reads on by `read`. */
async function attach(read: (done: () => void) => void): Promise<Attached> {
  let isConnected = false;
  const connection = new Duplex({
    read: () => undefined,
    writev: (_pieces, done) => {
      if (isConnected) read(done);
      else done();
    },
  });
  const client = new MqttClient(() => connection, { reconnectPeriod: 0, keepalive: 0 });
  const errors: string[] = [];
  client.on('error', (error) => errors.push(String(error)));
  guardConnection(client);
  toClose.push(() => client.end(true));
  connection.push(generate({ cmd: 'connack', returnCode: 0, sessionPresent: false }));
  while (!client.connected) await delay(1);
  isConnected = true;
  client.publish('t', Buffer.alloc(20_000), { qos: 2 });
  return { client, connection, errors };
}

/** Sends 150,000 of a packet, unless the client hangs up before. */
async function flood({ connection, client }: Attached, packet: Packet): Promise<void> {
  const messageId = client.getLastMessageId();
  const packets = Array.from({ length: 1_000 }, () => generate({ ...packet, messageId }));
  const piece = Buffer.concat(packets);
  let received = 0;
  client.on('packetreceive', () => (received += 1));
  for (let sent = 1_000; sent <= 150_000; sent += 1_000) {
    connection.push(piece);
    while (received < sent && !connection.destroyed) await delay(0);
  }
}

const answered: readonly Packet[] = [
  { cmd: 'pubrec' },
  { cmd: 'pubrel' },
  { ...publishPacket('t', ''), qos: 1 } as Packet,
  { ...publishPacket('t', ''), qos: 2 } as Packet,
];

describe('a broker that asks for answers without end', () => {
  it.each(answered)('T-34: is left if it does not read them: %j', async (packet) => {
    const attached = await attach(() => undefined);
    await flood(attached, packet);
    expect(attached.errors).toEqual([
      expect.stringContaining('does not read the acknowledgements'),
    ]);
    expect(attached.connection.writableLength).toBeLessThan(600_000);
  });

  it('T-34: is served if it reads them', async () => {
    const attached = await attach((done) => setTimeout(done, 5));
    await flood(attached, { ...publishPacket('t', ''), qos: 1 } as Packet);
    expect(attached.errors).toEqual([]);
    expect(attached.client.connected).toBe(true);
  });

  it('T-34: gets none to acknowledgements that nobody waits for', async () => {
    const attached = await attach(() => undefined);
    await flood(attached, { cmd: 'puback' });
    attached.client.end(true);
    expect(attached.connection.writableLength).toBeLessThan(30_000);
  });
});

it('T-34: topic aliases that the client has not asked for end the connection', async () => {
  const broker = await startBroker((visitor) => {
    const properties = { topicAlias: broker.visitors.length };
    const isFirst = broker.visitors.length === 1;
    const packet = publishPacket(lampTopic, lamp);
    visitor.send(isFirst ? ({ ...packet, properties } as Packet) : packet);
  });
  const { lamps, errors } = await listen(broker, { mqtt: { protocolVersion: 5 } });
  await lamps.reach(1);
  expect(errors.items.map(String)).toEqual([expect.stringContaining('Topic Alias')]);
});
