/** What a client sends while it handles one piece of input leaves in one write. */
import { afterEach, expect, it } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import { generate } from 'mqtt-packet';
import { LampClient } from '../apis/generated/lamp/index.js';
import type { Visitor } from '../hostile/false-broker.js';
import { startAnswering } from './answering-broker.js';
import { useWatched } from './watched-client.js';

const watched = useWatched();
const clients: MqttClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.endAsync(true);
});

const lamp = { lamp_id: 'a', level: 1 };
const COUNT = 20;

/** A client with a handler, whose broker sends messages in one piece; `writes` counts the writes of the client. */
async function openLamp(onLamp: (client: LampClient) => void) {
  const broker = await startAnswering(watched);
  const mqtt = await connectAsync(broker.url);
  clients.push(mqtt);
  const client = await LampClient.connect({ moduleId: 'm1', client: mqtt });
  await client.onLamp(() => onLamp(client));
  const writes = countWrites(mqtt);
  const publish = (visitor: Visitor | undefined): void =>
    visitor?.sendBytes(Buffer.concat(Array.from({ length: COUNT }, (_, id) => message(id + 1))));
  return { broker, mqtt, writes, publish: () => publish(broker.visitors[0]) };
}

function message(messageId: number): Buffer {
  const payload = JSON.stringify(lamp);
  const topic = 'lamps/1/m1/e2m/lamp';
  const flags = { qos: 1, dup: false, retain: false } as const;
  return generate({ cmd: 'publish', topic, payload, messageId, ...flags });
}

/** Counts the writes of the connection from now on. */
function countWrites({ stream }: MqttClient): { count: number } {
  const writes = { count: 0 };
  for (const name of ['_write', '_writev'] as const) {
    const write: unknown = Reflect.get(stream, name);
    if (typeof write !== 'function') continue;
    Reflect.set(stream, name, (...args: unknown[]): unknown => {
      writes.count += 1;
      return Reflect.apply(write, stream, args);
    });
  }
  return writes;
}

it('gathers acknowledgements and what handlers send', async () => {
  const sent: Promise<void>[] = [];
  const { broker, writes, publish } = await openLamp((client) => {
    sent.push(client.sendLampStatus(lamp));
  });
  // The first time, code is compiled, so that more than a millisecond passes.
  publish();
  await broker.arrived.reach(1 + 2 * COUNT);
  writes.count = 0;
  publish();
  const arrived = await broker.arrived.reach(1 + 4 * COUNT);
  expect(writes.count).toBeLessThan(COUNT / 2);
  expect(arrived.filter((line) => line === '0 puback')).toHaveLength(2 * COUNT);
  await Promise.all(sent);
});

it('gathers the acknowledgement of a message and the answer of a caller that awaited it', async () => {
  let hear: () => void = () => undefined;
  const { broker, mqtt, writes } = await openLamp(() => hear());
  const heard = new Promise<void>((resolve) => (hear = resolve));
  const answer = heard.then(async () => {
    await Promise.resolve();
    mqtt.publish('other', 'x');
  });
  broker.visitors[0]?.sendBytes(message(1));
  await answer;
  await broker.arrived.reach(3);
  expect(writes.count).toBe(1);
});

it('does not let what was sent wait for slow handlers', async () => {
  let calls = 0;
  const written: number[] = [];
  const { broker, writes, publish } = await openLamp(() => {
    written.push(writes.count);
    calls += 1;
    const end = performance.now() + 2;
    while (calls <= 3 && performance.now() < end);
  });
  publish();
  await broker.arrived.reach(1 + COUNT);
  expect(written.slice(0, 4)).toEqual([0, 1, 2, 3]);
});
