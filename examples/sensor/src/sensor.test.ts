import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { startTestBroker } from 'asyncapi-bindgen/testing';
import { RoomSensorMockServer, type Air } from './generated/room-sensor/index.js';
import { startSensor } from './sensor.js';

const air: Air = { celsius: 21.5, humidity: 45, time: '2026-01-12T17:04:30Z' };

test('measures at once, and then as often as it is told', async () => {
  await using broker = await startTestBroker();
  const { url } = broker;
  await using house = await RoomSensorMockServer.start({ url, room: 'kitchen' });
  const received = new EventTarget();
  house.onAir((reading) => {
    assert.deepEqual(reading, air);
    received.dispatchEvent(new Event('air'));
  });

  const first = once(received, 'air');
  const sensor = await startSensor({ url, room: 'kitchen', measure: () => air });
  await first;

  await house.sendInterval({ seconds: 0.1 });
  await once(received, 'air');
  await once(received, 'air');
  await sensor.close();
});
