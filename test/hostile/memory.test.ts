/** T-29: what is kept of messages is bounded by their bytes as well as by their number. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it, jest } from '@jest/globals';
import { connectAsync } from 'mqtt';
import { History } from '../../templates/runtime/mock/history.js';
import { QueueFullError, type ObservedMessage } from '../../templates/runtime/index.js';
import { BIN, LOCK, putFiles } from '../cli/bin.js';
import { Collector, prefix, useHarness } from '../runtime/harness.js';
import { temporaryFolders } from '../write/temporary-folder.js';

jest.setTimeout(120_000);

const harness = useHarness();
const newFolder = temporaryFolders();
const MIB = 1_048_576;

/** A lamp whose body has so many bytes. */
function lampOf(bytes: number, level = 1): { lamp_id: string; level: number } {
  const rest = JSON.stringify({ lamp_id: '', level }).length;
  return { lamp_id: 'x'.repeat(bytes - rest), level };
}

function observed(topic: string): ObservedMessage {
  return { direction: 'received', kind: 'message', operation: 'a', topic, payload: undefined };
}

function topicsKept(history: History): readonly string[] {
  return history.messages.map(({ topic }) => topic);
}

describe('the history of a mock server', () => {
  it('T-29: drops its oldest messages beyond its bytes', () => {
    const history = new History({ historyBytes: 100 });
    for (const topic of ['a', 'b', 'c']) history.add(observed(topic), 40);
    expect(topicsKept(history)).toEqual(['b', 'c']);
    history.add(observed('d'), 20);
    expect(topicsKept(history)).toEqual(['b', 'c', 'd']);
  });

  it('T-29: keeps the latest message whatever its size, and that one alone', () => {
    const history = new History({ historyBytes: 100 });
    for (const bytes of [10, 10, 1_000]) history.add(observed(String(bytes)), bytes);
    expect(topicsKept(history)).toEqual(['1000']);
    history.add(observed('next'), 10);
    expect(topicsKept(history)).toEqual(['next']);
  });

  it('T-29: keeps none where the limit is 0', () => {
    const history = new History({ historyLimit: 0 });
    for (const topic of ['a', 'b', 'c']) history.add(observed(topic), 1);
    expect(topicsKept(history)).toEqual([]);
  });

  it('T-29: is bounded where nothing is said, in time that does not grow with it', () => {
    const history = new History({ historyLimit: Infinity });
    for (let i = 0; i < 300_000; i += 1) history.add(observed(''), 1_024);
    expect(history.messages).toHaveLength(32 * 1_024);
    history.clear();
    expect(history.messages).toEqual([]);
  });

  it('T-29: counts what comes and goes, valid or not, with its topic', async () => {
    const log = new Collector<ObservedMessage>();
    const mock = await harness.mock({ historyBytes: 1_100, log: log.add });
    const raw = await harness.raw();
    const statusTopic = `${prefix}/m2e/lamp_status`;
    await raw.publishAsync(statusTopic, JSON.stringify(lampOf(300)), { qos: 1 });
    await raw.publishAsync(statusTopic, '{'.repeat(300), { qos: 1 });
    await log.reach(2);
    await mock.sendLamp(lampOf(300));
    await mock.sendReboot();
    const kinds = (): unknown[] => mock.history.map(({ operation, error }) => [operation, !error]);
    expect(kinds()).toEqual([
      ['lampStatus', true],
      ['lampStatus', false],
      ['lamp', true],
      ['reboot', true],
    ]);
    await mock.sendLamp(lampOf(600));
    expect(kinds()).toEqual([
      ['lamp', true],
      ['reboot', true],
      ['lamp', true],
    ]);
  });

  it('T-29: is none of the command line, which runs on for however many messages', async () => {
    const folder = newFolder();
    putFiles(folder, { 'lock.yaml': LOCK });
    const args = ['--max-old-space-size=128', BIN, 'mock', 'lock.yaml', '--port', '0', '--quiet'];
    const child = spawn(process.execPath, args, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = await once(createInterface(child.stdout), 'line');
    const [, url = ''] = /mock server on (\S+),/.exec(String(line)) ?? [];
    const client = await connectAsync(url, { reconnectPeriod: 0 });
    const closed = new Promise<void>((resolve) => client.once('close', resolve));
    const room = '{},'.repeat(100_000);
    for (let i = 0; i < 60 && client.connected; i += 1) {
      const sending = client.publishAsync('doors/lock/turn', `{"key":"a","x":[${room}1]}`, {
        qos: 1,
      });
      await Promise.race([sending, closed]);
    }
    await client.endAsync(true);
    expect(child.exitCode ?? child.signalCode).toBeNull();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe('a stream', () => {
  it('T-29: drops the oldest messages beyond its bytes, and tells of it', async () => {
    const client = await harness.client();
    const lamps = client.lampStream({ bufferBytes: 1_000 })[Symbol.asyncIterator]();
    const seen = new Collector<unknown>();
    await client.onLamp(seen.add);
    const nextLevel = async (): Promise<unknown> => (await lamps.next()).value?.level;
    const mock = await harness.mock();
    for (const level of [1, 2, 3, 4]) await mock.sendLamp(lampOf(400, level));
    await seen.reach(4);
    expect(harness.errors).toEqual([expect.any(QueueFullError)]);
    expect(String(harness.errors[0])).toContain('bufferBytes');
    expect([await nextLevel(), await nextLevel()]).toEqual([3, 4]);
    for (const level of [5, 6]) await mock.sendLamp(lampOf(5_000, level));
    await seen.reach(6);
    expect(await nextLevel()).toBe(6);
    await lamps.return?.();
  });
});

describe('what is under way', () => {
  const half = 40_000;

  it('T-29: is bounded for messages that the broker does not acknowledge', async () => {
    harness.broker.aedes.authorizePublish = () => undefined;
    const client = await harness.client({ maxPendingBytes: 100_000 });
    const pending = Promise.allSettled([1, 2].map(() => client.sendLampStatus(lampOf(half))));
    await expect(client.sendLampStatus(lampOf(half))).rejects.toThrow('maxPendingBytes');
    await client.close();
    for (const { status } of await pending) expect(status).toBe('rejected');
  });

  it('T-29: still counts a message that nobody waits for any more, since it is kept', async () => {
    harness.broker.aedes.authorizePublish = () => undefined;
    const client = await harness.client({ maxPending: 2 });
    for (let i = 0; i < 2; i += 1) {
      const call = client.sendLampStatus(lampOf(100), { timeoutMs: 20 });
      await expect(call).rejects.toMatchObject({ code: 'TIMEOUT' });
    }
    await expect(client.sendLampStatus(lampOf(100))).rejects.toMatchObject({ code: 'QUEUE_FULL' });
  });

  it('T-29: is bounded for requests that wait for their reply', async () => {
    const client = await harness.client({ maxPendingBytes: 100_000 });
    const ask = (): Promise<boolean> =>
      client.setLevel({ connector_id: 1, level: 1, note: 'x'.repeat(half) }, { timeoutMs: 300 });
    const pending = Promise.allSettled([ask(), ask()]);
    await expect(ask()).rejects.toMatchObject({ code: 'QUEUE_FULL' });
    for (const { status } of await pending) expect(status).toBe('rejected');
    await expect(ask()).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  it('T-29: is bounded for requests that came and whose handler is at work', async () => {
    const client = await harness.client({ maxPendingBytes: 100_000 });
    const mock = await harness.mock();
    let running = 0;
    await client.handleValidateToken(() => {
      running += 1;
      return new Promise(() => undefined);
    });
    const asked = [1, 2, 3].map(() =>
      mock.validateToken({ id_token: 'x'.repeat(half) }, { timeoutMs: 500 }),
    );
    for (const { status } of await Promise.allSettled(asked)) expect(status).toBe('rejected');
    expect(running).toBe(2);
    expect(harness.errors).toEqual([expect.any(QueueFullError)]);
  });

  it('T-29: may be one message of any size', async () => {
    const client = await harness.client({ maxPendingBytes: 1_000 });
    const lamps = new Collector<unknown>();
    await client.onLamp(lamps.add);
    await client.sendLampStatus(lampOf(MIB));
    const mock = await harness.mock({ maxPendingBytes: 1_000 });
    await mock.sendLamp(lampOf(MIB));
    expect(await lamps.reach(1)).toHaveLength(1);
  });
});
