/** Tests whose client or mock server is closed while something is under way. Each passes, and prints nothing. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestBroker, type TestBroker } from '../../src/testing.js';
import type { ConnectOptions } from '../../templates/runtime/index.js';
import { LampClient, LampMockServer } from '../apis/generated/lamp/index.js';

const level = { connector_id: 1, level: 2 };
const lamp = { lamp_id: 'a', level: 1 };

let broker: TestBroker;
let options: ConnectOptions & { moduleId: string };
beforeEach(async () => {
  broker = await startTestBroker();
  options = { url: broker.url, moduleId: 'm1' };
});
afterEach(() => broker.close());

void test('calls that nobody waits for', async () => {
  const client = await LampClient.connect(options);
  void client.setLevel(level);
  void client.onLamp(() => undefined);
  void client.handleValidateToken(() => ({ accepted: true }));
  void client.sendLampStatus(lamp);
  await client.close();
  const mock = await LampMockServer.start(options);
  void mock.validateToken({ id_token: 'a' });
  void mock.sendLamp(lamp);
  await mock.close();
  await sleep(10);
});

void test('a call whose rejection is handled later', async () => {
  const client = await LampClient.connect(options);
  const pending = [client.setLevel(level), client.getLamp()];
  await client.close();
  await sleep(10);
  const settled = await Promise.allSettled(pending);
  const codes = settled.map((each) => each.status === 'rejected' && each.reason.code);
  assert.deepEqual(codes, ['CLOSED', 'CLOSED']);
});

void test('a handler that waits for a reply', async () => {
  const client = await LampClient.connect(options);
  const raw = await LampMockServer.start({ ...options, heartbeatMs: 0 });
  raw.handleSetLevel(() => sleep(300, true, { ref: false }));
  const called = new Promise<void>((resolve) => {
    void client.onLamp(async () => {
      resolve();
      await client.setLevel(level);
    });
  });
  while ((await Promise.race([called.then(() => true), sleep(10)])) !== true) {
    await raw.sendLamp(lamp);
  }
  await client.close();
  await raw.close();
  await sleep(10);
});

void test('heartbeats, whose broker has gone', async () => {
  const mock = await LampMockServer.start({ ...options, heartbeatMs: 1 });
  await sleep(20);
  await broker.close();
  await sleep(10);
  await mock.close();
  await sleep(10);
});
