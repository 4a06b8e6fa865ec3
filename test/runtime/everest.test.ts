/** What the runtime knows of EVerest's modules, against the mock server on an embedded broker. */
import { expect, jest, test } from '@jest/globals';
import {
  ClosedError,
  getThenSubscribe,
  keepCommunicationCheck,
  watchHeartbeat,
  type HeartbeatEvent,
  type HeartbeatMonitor,
  type Subscription,
} from '../../templates/runtime/index.js';
import type { Lamp, LampClient } from '../apis/generated/lamp/index.js';
import { Collector, useHarness } from './harness.js';

const harness = useHarness();

const subscription: Subscription = {
  filter: '',
  ended: new Promise(() => undefined),
  close: () => Promise.resolve(),
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

const lampOf = (level: number): Lamp => ({ lamp_id: 'a', level });

interface Watched {
  readonly monitor: HeartbeatMonitor;
  readonly events: Collector<HeartbeatEvent>;
}

async function watch(periodMs: number): Promise<Watched> {
  const client = await harness.client();
  const events = new Collector<HeartbeatEvent>();
  const monitor = await watchHeartbeat(client, { periodMs, onEvent: events.add });
  return { monitor, events };
}

test('a heartbeat is up, and tells of gaps and restarts', async () => {
  const mock = await harness.mock();
  const { monitor, events } = await watch(60_000);
  expect(monitor).toMatchObject({ state: 'unknown', count: undefined });
  for (const count of [0, 1, 1, 4, 0]) await mock.sendHeartbeat(count);
  expect(await events.reach(3)).toEqual([
    { kind: 'up', count: 0 },
    { kind: 'gap', count: 4, missed: 2 },
    { kind: 'restart', count: 0, before: 4 },
  ]);
  expect(monitor).toMatchObject({ state: 'up', count: 0, missed: 2, restarts: 1 });
  await monitor.close();
});

test('a module without heartbeats is down, until they come again', async () => {
  const mock = await harness.mock();
  const { monitor, events } = await watch(20);
  expect(await events.reach(1)).toEqual([{ kind: 'down', count: undefined }]);
  await mock.sendHeartbeat(7);
  expect((await events.reach(3)).slice(1)).toEqual([
    { kind: 'up', count: 7 },
    { kind: 'down', count: 7 },
  ]);
  expect(monitor.state).toBe('down');
  await monitor.close();
});

test('a module is down after two periods; one that sends no heartbeats never is', async () => {
  jest.useFakeTimers();
  try {
    const events: HeartbeatEvent[] = [];
    const source = { onHeartbeat: () => Promise.resolve(subscription) };
    const onEvent = (event: HeartbeatEvent): void => void events.push(event);
    const monitor = await watchHeartbeat(source, { onEvent });
    const silent = await watchHeartbeat(source, { onEvent, periodMs: 0 });
    jest.advanceTimersByTime(1_999);
    expect(events).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(events).toEqual([{ kind: 'down', count: undefined }]);
    expect([monitor.state, silent.state]).toEqual(['down', 'unknown']);
  } finally {
    jest.useRealTimers();
  }
});

test('a monitor ends with its client, and says nothing more', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  try {
    const client = await harness.client();
    const timers = jest.getTimerCount();
    const events: HeartbeatEvent[] = [];
    await watchHeartbeat(client, { onEvent: (event) => void events.push(event) });
    expect(jest.getTimerCount()).toBeGreaterThan(timers);
    await client.close();
    expect(jest.getTimerCount()).toBeLessThanOrEqual(timers);
    jest.advanceTimersByTime(10_000);
    expect(events).toEqual([]);
  } finally {
    jest.useRealTimers();
  }
});

test('a monitor asks for no heartbeat to be sent again, which would look like a restart', async () => {
  const subscribed = new Collector<number>();
  harness.broker.aedes.on('subscribe', (subscriptions) =>
    subscriptions.forEach(({ qos }) => subscribed.add(qos)),
  );
  const { monitor } = await watch(60_000);
  expect(await subscribed.reach(1)).toEqual([0]);
  await monitor.close();
});

test('a mock server that starts anew is a restart', async () => {
  const first = await harness.mock({ heartbeatMs: 10 });
  const { monitor, events } = await watch(60_000);
  await events.reach(1);
  while ((monitor.count ?? 0) < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  await first.close();
  await harness.mock({ heartbeatMs: 60_000 });
  const [, restart] = await events.reach(2);
  expect(restart).toMatchObject({ kind: 'restart', count: 0 });
  await monitor.close();
});

test('the client says twice in each period that it is alive, until it is closed', async () => {
  const checks = new Collector<boolean>();
  const mock = await harness.mock();
  mock.onCommunicationCheck((isAlive) => checks.add(isAlive));
  const client = await harness.client();
  const errors: unknown[] = [];
  keepCommunicationCheck(client, { periodMs: 60, onError: (error) => errors.push(error) });
  expect(await checks.reach(3)).toEqual([true, true, true]);
  await client.close();
  const { length } = checks.items;
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(checks.items).toHaveLength(length);
  expect(errors.filter((error) => error instanceof ClosedError)).toEqual([]);
});

test('`false` is sent only if it is asked for, and nothing after it', async () => {
  const checks = new Collector<boolean>();
  const mock = await harness.mock();
  mock.onCommunicationCheck((isAlive) => checks.add(isAlive));
  const client = await harness.client();
  const check = keepCommunicationCheck(client, { periodMs: 20 });
  await checks.reach(2);
  await check.end();
  await client.sendPing({ qos: 1 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(checks.items.indexOf(false)).toBe(checks.items.length - 1);
  const unchecked = keepCommunicationCheck(client, { periodMs: 0 });
  await client.sendCommunicationCheck(false);
  await client.sendPing({ qos: 1 });
  expect(checks.items.slice(-2)).toEqual([false, false]);
  unchecked.stop();
});

test('nothing is sent while the connection is away, or once the check is stopped', async () => {
  const sent: unknown[] = [];
  const client = {
    state: 'reconnecting' as const,
    sendCommunicationCheck: (isAlive: boolean) => {
      sent.push(isAlive);
      return Promise.resolve();
    },
  };
  const check = keepCommunicationCheck(client, { periodMs: 10 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  check.stop();
  expect(sent).toEqual([]);
});

function variableOf(client: LampClient) {
  return {
    get: () => client.getLamp(),
    subscribe: (handler: (lamp: Lamp) => void) => client.onLamp(handler),
  };
}

test('the latest value of a variable comes first, then each new one', async () => {
  const mock = await harness.mock();
  await mock.sendLamp(lampOf(1));
  const client = await harness.client();
  const lamps = new Collector<Lamp>();
  const subscription = await getThenSubscribe(variableOf(client), lamps.add);
  expect(lamps.items).toEqual([lampOf(1)]);
  await mock.sendLamp(lampOf(2));
  expect(await lamps.reach(2)).toEqual([lampOf(1), lampOf(2)]);
  await subscription.close();
});

test('no value is lost that is sent while the latest one is asked for, and none goes back', async () => {
  const mock = await harness.mock();
  const client = await harness.client();
  const lamps = new Collector<Lamp>();
  const get = async (): Promise<Lamp> => {
    await mock.sendLamp(lampOf(3));
    await lamps.reach(1);
    return lampOf(2);
  };
  await getThenSubscribe({ ...variableOf(client), get }, lamps.add);
  expect(lamps.items).toEqual([lampOf(3)]);
});

test('a variable without a value calls no handler, and one that is not answered leaves nothing', async () => {
  await harness.mock();
  const client = await harness.client();
  const lamps = new Collector<Lamp>();
  await getThenSubscribe(variableOf(client), lamps.add);
  expect(lamps.items).toEqual([]);
  const get = (): Promise<never> => Promise.reject(new RangeError('no answer'));
  await expect(getThenSubscribe({ ...variableOf(client), get }, lamps.add)).rejects.toThrow(
    'no answer',
  );
});
