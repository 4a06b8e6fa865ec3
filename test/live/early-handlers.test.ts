/** handlers that `connect` registers before it connects. */
import { describe, expect, it } from '@jest/globals';
import { connectAsync } from 'mqtt';
import { LampClient, LampMockServer, type Lamp } from '../apis/generated/lamp/index.js';
import { WeatherStationClient } from '../../generated/weather-station/index.js';
import { publishPacket } from '../hostile/broker-wire.js';
import { Collector } from '../runtime/harness.js';
import { mosquittoForTests, test } from './on-mosquitto.js';
import { useWatched } from './watched-client.js';

const watched = useWatched();
const lamp: Lamp = { lamp_id: 'a', level: 1 };
const lampTopic = 'lamps/1/m1/e2m/lamp';
const moduleId = 'm1';

describe('handlers of `connect`', () => {
  const broker = mosquittoForTests();

  test.each([4, 5] as const)(
    'R-08, fault 10: receive all that a persistent session has stored: level %i',
    async (protocolVersion) => {
      const properties = { sessionExpiryInterval: 60 };
      const options = {
        url: broker.url,
        moduleId,
        mqtt: {
          clean: false,
          clientId: `station ${String(protocolVersion)}`,
          protocolVersion,
          ...(protocolVersion === 5 ? { properties } : {}),
        },
      };
      const first = await LampClient.connect({ ...options, handlers: { onLamp: () => undefined } });
      await first.close();
      const raw = await connectAsync(broker.url);
      for (let level = 0; level < 50; level += 1) {
        await raw.publishAsync(lampTopic, JSON.stringify({ lamp_id: 'a', level }), { qos: 1 });
      }
      await raw.endAsync();
      const lamps = new Collector<Lamp>();
      const second = await LampClient.connect({
        ...options,
        handlers: { onLamp: lamps.add },
      });
      const levels = (await lamps.reach(50)).map(({ level }) => level);
      await second.close();
      expect(levels).toEqual(Array.from({ length: 50 }, (_, i) => i));
    },
  );

  test('answer requests, and receive the messages of all channel parameters', async () => {
    const rooms = new Collector<string>();
    const client = await LampClient.connect({
      url: broker.url,
      moduleId,
      handlers: {
        handleValidateToken: ({ id_token }) => ({ accepted: id_token === 'good' }),
        onRoomLamp: (_lamp, { parameters }) => rooms.add(parameters.room_id),
      },
    });
    await using mock = await LampMockServer.start({ url: broker.url, moduleId, heartbeatMs: 0 });
    expect(await mock.validateToken({ id_token: 'good' })).toEqual({ accepted: true });
    await mock.sendRoomLamp({ room_id: 'hall', kind: 'desk' }, lamp);
    expect(await rooms.reach(1)).toEqual(['hall']);
    await client.close();
  });

  test('may be one for each message', async () => {
    const seen = new Collector<string>();
    const client = await WeatherStationClient.connect({
      url: broker.url,
      stationId: 'north',
      handlers: { onWarning: { allClear: () => seen.add('clear') } },
    });
    await client.close();
    expect(seen.items).toEqual([]);
  });

  it('receive what a broker sends together with CONNACK', async () => {
    const hasty = await watched.broker({
      onConnected: (visitor) => {
        for (let i = 0; i < 3; i += 1) {
          visitor.send(publishPacket(lampTopic, JSON.stringify({ ...lamp, level: i })));
        }
      },
    });
    const lamps = new Collector<Lamp>();
    const client = await LampClient.connect({
      url: hasty.url,
      moduleId,
      handlers: { onLamp: lamps.add },
    });
    expect((await lamps.reach(3)).map(({ level }) => level)).toEqual([0, 1, 2]);
    await client.close();
  });

  it('reject `connect` if the broker refuses one, or does not answer', async () => {
    const refusing = await watched.broker({ suback: () => [0x80] });
    const silent = await watched.broker({ suback: () => undefined });
    const handlers = { onLamp: () => undefined };
    const connecting = [refusing, silent].map(({ url }) =>
      LampClient.connect({ url, moduleId, handlers, connectTimeoutMs: 200 }),
    );
    expect(await Promise.allSettled(connecting)).toEqual(
      ['refused the subscription', 'did not answer the subscription'].map((message) => ({
        status: 'rejected',
        reason: expect.objectContaining({
          code: 'SUBSCRIBE',
          message: expect.stringContaining(message),
        }),
      })),
    );
  });
});
