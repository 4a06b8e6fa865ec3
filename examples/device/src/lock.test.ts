import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TimeoutError, ValidationError } from 'asyncapi-bindgen/runtime';
import { startTestBroker } from 'asyncapi-bindgen/testing';
import { DoorLockMockServer } from './generated/door-lock/index.js';
import { startLock } from './lock.js';

async function startDoor(isBlocked = false) {
  const broker = await startTestBroker();
  const { url } = broker;
  const onError = () => undefined;
  const building = await DoorLockMockServer.start({ url, door: 'front', onError });
  const opened: number[] = [];
  const bolt = {
    open: (seconds: number) => {
      if (!isBlocked) opened.push(seconds);
      return Promise.resolve(!isBlocked);
    },
  };
  const lock = await startLock({ url, door: 'front', bolt, patienceMs: 200 });
  const close = async () => {
    await lock.close();
    await building.close();
    await broker.close();
  };
  return { building, lock, opened, [Symbol.asyncDispose]: close };
}

test('opens on request, and replies', async () => {
  await using door = await startDoor();
  const { isOpen } = await door.building.unlock({ seconds: 10 });
  assert.equal(isOpen, true);
  assert.deepEqual(door.opened, [10]);
});

test('replies that the door is blocked', async () => {
  await using door = await startDoor(true);
  const { isOpen } = await door.building.unlock({ seconds: 10 });
  assert.equal(isOpen, false);
});

test('asks who may come in', async () => {
  await using door = await startDoor();
  door.building.handleCheckCard(({ card }) => ({ isAllowed: card === '04A1B2C3' }));
  assert.equal(await door.lock.readCard('04A1B2C3'), true);
  assert.equal(await door.lock.readCard('FFFFFFFF'), false);
  assert.deepEqual(door.opened, [5]);
});

test('stays shut if nobody decides, and does not ask for what is no card', async () => {
  await using door = await startDoor();
  door.building.handleCheckCard(() => {
    throw new Error('The building has no power.');
  });
  await assert.rejects(door.lock.readCard('04A1B2C3'), TimeoutError);
  await assert.rejects(door.lock.readCard('library card'), ValidationError);
  assert.deepEqual(door.opened, []);
});
