/** Slow handlers and handlers that throw (RELIABILITY.md, R-09), and what a timeout says of the peer. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, jest } from '@jest/globals';
import {
  QueueFullError,
  SubscribeError,
  TimeoutError,
  watchHeartbeat,
} from '../../templates/runtime/index.js';
import { Collector, Gate, prefix, useHarness } from '../runtime/harness.js';

const harness = useHarness();
const lamp = (level: number) => ({ lamp_id: 'a', level });

it('R-09: with `concurrency: 1`, messages are handled one after the other, in order', async () => {
  const client = await harness.client();
  const mock = await harness.mock();
  const steps = new Collector<string>();
  await client.onLamp(
    async ({ level }) => {
      steps.add(`begin ${level}`);
      await sleep(5 - level);
      steps.add(`end ${level}`);
      if (level === 2) throw new Error('two');
    },
    { concurrency: 1 },
  );
  const others = new Collector<number>();
  await client.onLamp(({ level }) => others.add(level));
  await Promise.all([1, 2, 3].map((level) => mock.sendLamp(lamp(level))));
  expect(await steps.reach(6)).toEqual([1, 2, 3].flatMap((n) => [`begin ${n}`, `end ${n}`]));
  expect(others.items).toEqual([1, 2, 3]);
  expect(harness.errors).toEqual([new Error('two')]);
});

it('R-09: what waits is bounded; the oldest are dropped and counted, and an overflow is reported once', async () => {
  const client = await harness.client();
  const mock = await harness.mock();
  const levels = new Collector<number>();
  let free = (): void => undefined;
  const freed = new Promise<void>((resolve) => (free = resolve));
  const handler = async ({ level }: { level: number }): Promise<void> => {
    levels.add(level);
    await freed;
  };
  await client.onLamp(handler, { concurrency: 2, bufferSize: 2 });
  for (const level of [1, 2, 3, 4, 5, 6]) await mock.sendLamp(lamp(level));
  while (client.counters.droppedMessages < 2) await sleep(1);
  free();
  expect(await levels.reach(4)).toEqual([1, 2, 5, 6]);
  expect(harness.errors).toEqual([expect.any(QueueFullError)]);
});

it.each([0, -1])(
  'R-09: with `bufferSize: %s`, a free handler gets the message',
  async (bufferSize) => {
    const client = await harness.client();
    const mock = await harness.mock();
    const gates = [new Gate(), new Gate()];
    const levels = new Collector<number>();
    await client.onLamp(
      async ({ level }) => {
        levels.add(level);
        await gates[levels.items.length - 1]?.opened;
      },
      { concurrency: 1, bufferSize },
    );
    for (const level of [1, 2, 3]) await mock.sendLamp(lamp(level));
    while (client.counters.droppedMessages < 2) await sleep(1);
    expect(harness.errors).toHaveLength(1);
    gates[0]?.open();
    await sleep(0);
    for (const level of [4, 5]) await mock.sendLamp(lamp(level));
    expect(await levels.reach(2)).toEqual([1, 4]);
    while (client.counters.droppedMessages < 3) await sleep(1);
    // The handler was free in between, so this is another overflow.
    expect(harness.errors).toHaveLength(2);
    gates[1]?.open();
  },
);

it('R-09: a stream counts what it drops, too', async () => {
  const client = await harness.client();
  const mock = await harness.mock();
  const beats = client.heartbeatStream({ bufferSize: 2 })[Symbol.asyncIterator]();
  const seen = new Collector<number>();
  await client.onHeartbeat(seen.add);
  for (const beat of [1, 2, 3, 4, 5]) await mock.sendHeartbeat(beat);
  await seen.reach(5);
  expect(client.counters.droppedMessages).toBe(3);
  expect(harness.errors).toEqual([expect.any(QueueFullError)]);
  await expect(beats.next()).resolves.toEqual({ done: false, value: 4 });
});

it('R-09: a callback that rejects is printed, and does not end the program', async () => {
  const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    const fail = (what: string): object => sleep(0).then(() => Promise.reject(new Error(what)));
    const client = await harness.client({
      onError: () => fail('onError'),
      onInvalidMessage: () => fail('onInvalidMessage'),
      onStateChange: (state) => fail(state),
    });
    await client.onLamp(() => Promise.reject(new Error('onLamp')));
    await watchHeartbeat(client, { onEvent: () => fail('onEvent') });
    const mock = await harness.mock();
    await mock.sendLamp(lamp(1));
    await mock.sendHeartbeat(0);
    await (await harness.raw()).publishAsync(`${prefix}/e2m/lamp`, '{}', { qos: 1 });
    while (printed.mock.calls.length < 4) await sleep(1);
    await client.close();
    while (printed.mock.calls.length < 5) await sleep(1);
    expect(printed.mock.calls.map(([error]) => String(error)).toSorted()).toEqual(
      ['closed', 'connected', 'onError', 'onEvent', 'onInvalidMessage'].map(
        (what) => `Error: ${what}`,
      ),
    );
  } finally {
    printed.mockRestore();
  }
});

it('R-18: a timeout says when the peer was last heard of', async () => {
  const client = await harness.client();
  const mock = await harness.mock();
  mock.handleSetLevel(() => new Promise(() => undefined));
  const fail = async (): Promise<TimeoutError> => {
    const request = client.setLevel({ connector_id: 1, level: 2 }, { timeoutMs: 30 });
    const error = await request.catch((reason: unknown) => reason);
    if (!(error instanceof TimeoutError)) throw new Error(String(error));
    return error;
  };
  const silent = await fail();
  expect(silent).toMatchObject({ delivery: 'acknowledged', lastMessageMs: undefined });
  expect(silent.likelyCauses[0]).toContain('no peer is subscribed');
  const heard = new Collector<unknown>();
  await client.onHeartbeat((beat) => heard.add(beat));
  await mock.sendHeartbeat(1);
  await heard.reach(1);
  const alive = await fail();
  expect(alive.lastMessageMs).toEqual(expect.any(Number));
  expect(alive.likelyCauses[0]).toContain('so the peer probably runs');
});

it('R-18: replies are news of the peer, and retained messages are not', async () => {
  const raw = await harness.raw();
  const body = JSON.stringify(lamp(1));
  await raw.publishAsync(`${prefix}/e2m/lamp`, body, { retain: true, qos: 1 });
  const client = await harness.client();
  const levels = new Collector<number>();
  await client.onLamp(({ level }) => levels.add(level));
  await levels.reach(1);
  expect(client.counters.lastMessageAt).toBeUndefined();
  const mock = await harness.mock();
  mock.handleSetLevel(() => true);
  await client.setLevel({ connector_id: 1, level: 2 });
  expect(client.counters.lastMessageAt).toEqual(expect.any(Number));
});

it.each([false, true])(
  'R-07: a handler that finishes after `close()` does not reply (shared: %s)',
  async (isShared) => {
    const shared = isShared ? { client: await harness.raw() } : {};
    const client = await harness.client(shared);
    const gate = new Gate();
    const begun = new Collector<string>();
    await client.handleValidateToken(async ({ id_token }) => {
      begun.add(id_token);
      await gate.opened;
      return { accepted: true };
    });
    const raw = await harness.raw();
    const seen = new Collector<string>();
    raw.on('message', (topic) => seen.add(topic));
    await raw.subscribeAsync(['r', 'end'], { qos: 1 });
    const body = '{"headers":{"replyTo":"r"},"payload":{"id_token":"a"}}';
    await raw.publishAsync(`${prefix}/e2m/validate_token`, body, { qos: 1 });
    await begun.reach(1);
    await client.close();
    gate.open();
    await sleep(0);
    await (shared.client ?? raw).publishAsync('end', '', { qos: 1 });
    expect(await seen.reach(1)).toEqual(['end']);
    expect(harness.errors).toEqual([]);
  },
);

it('R-16: a stream whose subscription is refused rejects the read that waits, and ends', async () => {
  harness.broker.aedes.authorizeSubscribe = (_client, subscription, done) =>
    done(null, subscription.topic.endsWith('lamp') ? null : subscription);
  const client = await harness.client();
  const lamps = client.lampStream()[Symbol.asyncIterator]();
  await expect(lamps.next()).rejects.toBeInstanceOf(SubscribeError);
  await expect(lamps.next()).resolves.toEqual({ done: true, value: undefined });
});
