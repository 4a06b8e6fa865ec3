import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestBroker } from 'asyncapi-bindgen/testing';
import { EvseManagerConsumerMockServer } from './generated/evse-manager-consumer/index.js';
import { startStation } from './station.js';

const moduleId = 'evse_1';

test('waits for EVerest, follows the EVSE, and ends the communication check', async () => {
  await using broker = await startTestBroker();
  const { url } = broker;
  const events: string[] = [];
  const starting = startStation({ url, moduleId, onEvent: ({ event }) => events.push(event) });

  // EVerest starts later than the program.
  const options = { url, moduleId, heartbeatMs: 50 };
  await using everest = await EvseManagerConsumerMockServer.start(options);
  const checks: boolean[] = [];
  const goodbye = new Promise<void>((resolve) => {
    everest.onCommunicationCheck((isAlive) => {
      checks.push(isAlive);
      if (!isAlive) resolve();
    });
  });
  everest.handleGetEvse(() => ({ id: 1, connectors: [{ id: 1, type: 'cCCS2' }] }));
  everest.handleStopTransaction(({ reason }) => reason === 'Local');
  const station = await starting;
  assert.deepEqual(station.connectors, ['cCCS2']);

  await everest.sendSessionEvent({
    event: 'AuthRequired',
    uuid: '1',
    timestamp: '2026-01-12T17:04:30Z',
  });
  assert.equal(await station.stop(), true);
  assert.deepEqual(events, ['AuthRequired']);

  await station.close();
  await goodbye;
  assert.deepEqual(checks, [true, false]);
});
