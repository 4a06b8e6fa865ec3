/** What a logger and the counters of a client say, and what a logger must not say. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Logger } from '../../templates/runtime/index.js';
import { Collector, prefix, replyToOf, useHarness } from '../runtime/harness.js';
import { startProxy } from '../support/proxy.js';
import { useWatched } from './watched-client.js';

const harness = useHarness();
const watched = useWatched();
const lamp = (level: number) => ({ lamp_id: 'secret-lamp', level });

/** Keeps lines as `level text`, without the name of the client. */
class Lines extends Collector<string> implements Logger {
  readonly debug = (line: string): void => this.#add('debug', line);
  readonly info = (line: string): void => this.#add('info', line);
  readonly warn = (line: string): void => this.#add('warn', line);
  readonly error = (line: string): void => this.#add('error', line);

  /** Resolves with the first line that has a text. */
  async with(text: string): Promise<string> {
    for (;;) {
      const found = this.items.find((line) => line.includes(text));
      if (found !== undefined) return found;
      await this.reach(this.items.length + 1);
    }
  }

  #add(level: string, line: string): void {
    this.add(`${level} ${line.replace(`lamp (${prefix}): `, '')}`);
  }
}

const toClose: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
});

describe('a logger', () => {
  it('hears of connections, their loss and attempts, with reasons', async () => {
    const proxy = await startProxy(harness.broker.port);
    toClose.push(() => proxy.stop());
    const logger = new Lines();
    const url = proxy.url.replace('//', '//user:password@');
    const reconnect = { baseDelayMs: 5, maxDelayMs: 20 };
    const client = await harness.client({ url, logger, reconnect });
    await client.onLamp(() => undefined);
    proxy.cut();
    await logger.with('next attempt');
    while (client.state !== 'connected') await sleep(1);
    await client.close();
    expect(logger.items).toEqual([
      'info connected',
      `debug subscribed to ${prefix}/e2m/lamp`,
      expect.stringMatching(/^warn reconnecting: /),
      expect.stringMatching(/^debug the next attempt to connect is in \d+ ms$/),
      'info connected',
      'info closed',
      `debug the subscription to ${prefix}/e2m/lamp ends`,
    ]);
    expect(client.counters.reconnects).toBe(1);
  });

  it('hears of a connection that cannot be made, without its password', async () => {
    const logger = new Lines();
    const url = 'mqtt://user:password@127.0.0.1:1';
    await expect(harness.client({ url, logger })).rejects.toMatchObject({ code: 'CONNECTION' });
    expect(await logger.with('not connected')).toMatch(
      /^error not connected: .*mqtt:\/\/127\.0\.0\.1:1: /,
    );
    expect(logger.items.join()).not.toContain('password');
  });

  it('hears of a refused subscription once', async () => {
    const broker = await watched.broker({
      suback: ({ subscriptions }) => subscriptions.map(() => 0x80),
    });
    const logger = new Lines();
    const { client } = await watched.connect({ url: broker.url, logger });
    await expect(client.onLamp(() => undefined)).rejects.toMatchObject({ code: 'SUBSCRIBE' });
    const refusals = logger.items.filter((line) => line.includes('refused'));
    expect(refusals).toEqual([
      expect.stringContaining(`not subscribed to ${prefix}/e2m/lamp: The broker refused`),
    ]);
  });

  it('hears of calls that fail, with topic and reason, and of no payload', async () => {
    const logger = new Lines();
    const mock = await harness.mock();
    mock.handleSetLevel(() => new Promise(() => undefined));
    const client = await harness.client({ logger, maxPayloadBytes: 1000 });
    const outcomes = await Promise.allSettled([
      client.setLevel({ connector_id: 1, level: 2, note: 'secret' }, { timeoutMs: 20 }),
      client.setLevel({ connector_id: 1, level: 1234, note: 'secret' }),
      client.sendLampStatus({ lamp_id: 'secret'.repeat(1000), level: 1 }),
      client.sendLampStatus(lamp(1), { signal: AbortSignal.abort(new Error('own')) }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
    const topic = `${prefix}/m2e/set_level`;
    expect(logger.items.filter((line) => line.startsWith('warn'))).toEqual([
      expect.stringMatching(
        `send_request_set_level on ${topic} failed: .*maximum at /payload/level`,
      ),
      expect.stringMatching(
        `send_lamp_status on ${prefix}/m2e/lamp_status failed: .*maxPayloadBytes`,
      ),
      expect.stringContaining('did not arrive within 20 ms'),
    ]);
    expect(logger.items.join()).not.toContain('secret');
  });

  it('hears of messages that are invalid, foreign or dropped, and of no payload', async () => {
    const logger = new Lines();
    const client = await harness.client({ logger, onInvalidMessage: () => undefined });
    const mock = await harness.mock();
    const raw = await harness.raw();
    let free = (): void => undefined;
    const freed = new Promise<void>((resolve) => (free = resolve));
    await client.onLamp(() => freed, { concurrency: 1, bufferSize: 1 });
    await client.onHeartbeat(() => {
      throw new RangeError('secret');
    });
    await client.setLevel({ connector_id: 1, level: 2 });
    const { replyTo } = await requestSeen(() => client.setLevel({ connector_id: 1, level: 2 }));
    await raw.publishAsync(replyTo, '"secret"');
    await raw.publishAsync(`${prefix}/e2m/lamp`, '{"lamp_id":"secret\\u001b","level":"secret"}');
    await raw.publishAsync(`${prefix}/e2m/lamp`, 'secret');
    await mock.sendHeartbeat(1);
    for (const level of [1, 2, 3]) await mock.sendLamp(lamp(level));
    await logger.with('too slow');
    free();
    const place = `received on ${prefix}/e2m/lamp`;
    expect(logger.items.filter((line) => !/subscribed|connected/.test(line))).toEqual([
      `debug a message on ${replyTo} answers no pending request`,
      `warn Lamp (${place}) is not valid: type at /level`,
      expect.stringContaining(`(${place}) is not valid: json at /`),
      'error RangeError',
      expect.stringMatching(
        `^error The handler of receive_lamp is too slow.* one on ${prefix}/e2m/lamp`,
      ),
    ]);
    expect(logger.items.join()).not.toContain('secret');
  });

  it('may throw', async () => {
    const fail = (): never => {
      throw new Error('full disk');
    };
    const logger = { debug: fail, info: fail, warn: fail, error: fail };
    const client = await harness.client({ logger });
    const mock = await harness.mock();
    const levels = new Collector<number>();
    await client.onLamp(({ level }) => levels.add(level));
    await mock.sendLamp(lamp(1));
    expect(await levels.reach(1)).toEqual([1]);
    expect(harness.errors).toEqual([]);
  });

  it('may be `console`', () => {
    const logger: Logger = console;
    expect(logger).toBe(console);
  });
});

/** The reply topic of the request that a call sends. */
async function requestSeen(call: () => Promise<unknown>): Promise<{ replyTo: string }> {
  const raw = await harness.raw();
  const bodies = new Collector<string>();
  raw.on('message', (_topic, body) => bodies.add(body.toString()));
  await raw.subscribeAsync(`${prefix}/m2e/set_level`);
  await call();
  const [body = ''] = await bodies.reach(1);
  return { replyTo: replyToOf(body) };
}

it('counters say what was sent, received, invalid, dropped, and waits', async () => {
  const client = await harness.client({ onInvalidMessage: () => undefined });
  const mock = await harness.mock();
  const raw = await harness.raw();
  const levels = new Collector<number>();
  await client.onLamp(({ level }) => levels.add(level));
  const reading = client.heartbeatStream({ bufferSize: 1 })[Symbol.asyncIterator]();
  const first = reading.next();
  await client.setLevel({ connector_id: 1, level: 2 });
  await client.sendLampStatus(lamp(1));
  await client.sendPing({ qos: 0 });
  await mock.sendLamp(lamp(1));
  await raw.publishAsync(`${prefix}/e2m/lamp`, 'no JSON', { qos: 1 });
  for (const count of [0, 1, 2, 3]) await mock.sendHeartbeat(count);
  await first;
  while (client.counters.receivedMessages < 7) await sleep(1);
  expect(client.counters).toEqual({
    droppedMessages: 2,
    ignoredReplies: 0,
    invalidMessages: 1,
    lastMessageAt: expect.any(Number),
    queuedMessages: 0,
    receivedMessages: 7,
    reconnects: 0,
    sentMessages: 3,
    timeouts: 0,
  });
  const waiting = client.sendLampStatus(lamp(2));
  expect(client.counters.queuedMessages).toBe(1);
  await waiting;
  expect(client.counters).toMatchObject({ queuedMessages: 0, sentMessages: 4 });
});
