/** what handlers get of messages that come twice, are invalid, or are old. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import type { Packet } from 'mqtt-packet';
import { ValidationError, type ConnectOptions } from '../../templates/runtime/index.js';
import { LampClient, type Lamp } from '../apis/generated/lamp/index.js';
import { publishPacket } from '../hostile/broker-wire.js';
import { Collector } from '../runtime/harness.js';
import { mosquittoForTests, test } from './on-mosquitto.js';
import { useWatched } from './watched-client.js';

const watched = useWatched();
const lampTopic = 'lamps/1/m1/e2m/lamp';
const roomTopic = 'lamps/1/m1/e2m/rooms/hall/lamp-wall';
const bodyOf = (level: number): string => JSON.stringify({ lamp_id: 'a', level });

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
  const raw = await connectAsync(url, { protocolVersion: 5 });
  toClose.push(() => raw.endAsync(true));
  return raw;
}

describe('R-17: overlapping filters with MQTT 5', () => {
  async function subscribeTwice(ids: (number | undefined)[]) {
    const broker = await watched.broker({
      suback: ({ subscriptions, properties }) => {
        ids.push(properties?.subscriptionIdentifier);
        return subscriptions.map(({ qos }) => qos);
      },
    });
    const { client } = await watched.connect({ url: broker.url, mqtt: { protocolVersion: 5 } });
    const rooms = [new Collector<number>(), new Collector<number>()];
    await client.onRoomLamp({}, ({ level }) => rooms[0]?.add(level));
    await client.onRoomLamp({ room_id: 'hall' }, ({ level }) => rooms[1]?.add(level));
    const send = (level: number, ...identifiers: (number | undefined)[]): void => {
      const properties = { subscriptionIdentifier: identifiers };
      broker.visitors[0]?.send({
        ...publishPacket(roomTopic, bodyOf(level)),
        properties,
      } as Packet);
    };
    return { rooms, send };
  }

  it('one copy for each subscription goes to its handler', async () => {
    const ids: (number | undefined)[] = [];
    const { rooms, send } = await subscribeTwice(ids);
    expect(new Set(ids).size).toBe(2);
    send(1, ids[0]);
    send(1, ids[1]);
    send(2, ids[1]);
    expect(await rooms[1]?.reach(2)).toEqual([1, 2]);
    expect(rooms[0]?.items).toEqual([1]);
  });

  it('one copy with both identifiers goes to both, once', async () => {
    const ids: (number | undefined)[] = [];
    const { rooms, send } = await subscribeTwice(ids);
    send(1, ...ids);
    send(2, ...ids);
    for (const room of rooms) expect(await room.reach(2)).toEqual([1, 2]);
  });
});

describe('on mosquitto', () => {
  const broker = mosquittoForTests();

  test.each<[string, string | Uint8Array]>([
    ['no JSON', '{'],
    ['no UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['not what the schema says', '{"lamp_id":1}'],
    ['nothing, as what clears a retained message', ''],
    ['JSON nested too deep', '['.repeat(5_000) + ']'.repeat(5_000)],
    ['too large', JSON.stringify({ lamp_id: 'a'.repeat(2_000), level: 1 })],
  ])('R-19: a message that is %s is reported, and the next one arrives', async (_name, body) => {
    const rejected = new Collector<unknown>();
    const client = await connect({
      url: broker.url,
      maxPayloadBytes: 1_500,
      onInvalidMessage: (error, message) => rejected.add([error, message]),
    });
    const seen = new Collector<Lamp>();
    await client.onLamp(seen.add);
    const raw = await sender(broker.url);
    raw.publish(lampTopic, Buffer.from(body));
    raw.publish(lampTopic, bodyOf(1));
    expect(await seen.reach(1)).toEqual([{ lamp_id: 'a', level: 1 }]);
    expect(rejected.items).toEqual([
      [expect.any(ValidationError), { topic: lampTopic, body: Buffer.from(body) }],
    ]);
    expect(client.state).toBe('connected');
    expect(client.counters.invalidMessages).toBe(1);
  });

  test('R-20: handlers can tell a stored message from a new one, and see when it expires', async () => {
    const raw = await sender(broker.url);
    const properties = { messageExpiryInterval: 600 };
    await raw.publishAsync(lampTopic, bodyOf(1), { retain: true, qos: 1, properties });
    const client = await connect({ url: broker.url, mqtt: { protocolVersion: 5 } });
    const seen = new Collector<object>();
    await client.onLamp(({ level }, { retain, messageExpiryInterval = 'none' }) =>
      seen.add({ level, retain, messageExpiryInterval }),
    );
    await seen.reach(1);
    await raw.publishAsync(lampTopic, bodyOf(2), { retain: true, qos: 1 });
    expect(await seen.reach(2)).toEqual([
      { level: 1, retain: true, messageExpiryInterval: expect.any(Number) },
      { level: 2, retain: false, messageExpiryInterval: 'none' },
    ]);
    await client.close();
    await raw.publishAsync(lampTopic, '', { retain: true, qos: 1 });
  });

  test('R-20: a message that has expired does not arrive', async () => {
    const raw = await sender(broker.url);
    const properties = { messageExpiryInterval: 1 };
    await raw.publishAsync(lampTopic, bodyOf(1), { retain: true, qos: 1, properties });
    await sleep(2_500);
    const client = await connect({ url: broker.url, mqtt: { protocolVersion: 5 } });
    const seen = new Collector<Lamp>();
    await client.onLamp(seen.add);
    await raw.publishAsync(lampTopic, bodyOf(2), { qos: 1 });
    expect((await seen.reach(1)).map(({ level }) => level)).toEqual([2]);
  });
});
