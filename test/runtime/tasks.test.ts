import { getEventListeners } from 'node:events';
import { expect, test } from '@jest/globals';
import { ClosedError } from '../../templates/runtime/errors.js';
import { TaskGroup, settlesWithin } from '../../templates/runtime/connection/tasks.js';

test('a task settles once, by its first result', async () => {
  const task = new TaskGroup().start<number>();
  task.resolve(1);
  task.resolve(2);
  task.reject(new Error('late'));
  await expect(task.promise).resolves.toBe(1);
});

test('a deadline rejects, and a deadline beyond what timers can do does not', async () => {
  const group = new TaskGroup();
  const soon = group.start({ timeoutMs: 1, onTimeout: () => new Error('too late') });
  const late = group.start<string>({ timeoutMs: 2 ** 40, onTimeout: () => new Error('at once') });
  await expect(soon.promise).rejects.toThrow('too late');
  expect(await settlesWithin(20, late.promise)).toBe(false);
  late.resolve('in time');
  await expect(late.promise).resolves.toBe('in time');
});

test('an abort rejects with the reason of the signal, before and while it runs', async () => {
  const group = new TaskGroup();
  const controller = new AbortController();
  const running = group.start({ signal: controller.signal });
  const reason = new Error('changed my mind');
  controller.abort(reason);
  await expect(running.promise).rejects.toBe(reason);
  const stillborn = group.start({ signal: controller.signal });
  expect(stillborn.isSettled).toBe(true);
  await expect(stillborn.promise).rejects.toBe(reason);
  await group.whenIdle();
});

test('a task that has settled leaves no timer and no listener', async () => {
  const { signal } = new AbortController();
  const timers = (): number =>
    process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const limits = { signal, timeoutMs: 60_000, onTimeout: () => new Error('too late') };
  const task = new TaskGroup().start<number>(limits);
  expect([timers() - before, getEventListeners(signal, 'abort').length]).toEqual([1, 1]);
  task.resolve(1);
  await task.promise;
  expect([timers() - before, getEventListeners(signal, 'abort').length]).toEqual([0, 0]);
});

test('the end of the group rejects what is left, and then it is idle', async () => {
  const group = new TaskGroup();
  const tasks = [group.start(), group.start()];
  let isIdle = false;
  const idle = group.whenIdle().then(() => (isIdle = true));
  expect(isIdle).toBe(false);
  group.rejectAll(new ClosedError('closed'));
  for (const task of tasks) {
    await expect(task.promise).rejects.toBeInstanceOf(ClosedError);
  }
  await idle;
});

test('waiting in bounded time', async () => {
  await expect(settlesWithin(1, new Promise(() => undefined))).resolves.toBe(false);
  await expect(settlesWithin(60_000, Promise.resolve())).resolves.toBe(true);
  await expect(settlesWithin(60_000, Promise.reject(new Error('x')))).resolves.toBe(true);
});

test('one timer serves all deadlines, whatever their order', async () => {
  const timers = (): number =>
    process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const group = new TaskGroup();
  const expired: number[] = [];
  const start = (timeoutMs: number): Promise<unknown> =>
    group
      .start({ timeoutMs, onTimeout: () => new Error('too late') })
      .promise.catch(() => expired.push(timeoutMs));
  const late = [60_000, 60_001].map((timeoutMs) => group.start({ timeoutMs, onTimeout: Error }));
  const soon = [30, 10, 20, 10].map(start);
  expect(timers() - before).toBe(1);
  await Promise.all(soon);
  expect(expired).toEqual([10, 10, 20, 30]);
  expect(timers() - before).toBe(1);
  late.forEach((task) => task.resolve(undefined));
  expect(timers() - before).toBe(0);
});
