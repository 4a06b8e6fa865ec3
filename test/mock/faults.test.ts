/** Faults of messages and connections, as a generated client sees them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { evseManagerConsumer } from '../../generated/index.js';
import { chance } from '../../src/mock/faults/chance.js';
import { latencyOf, readLatency } from '../../src/mock/faults/latency.js';
import { FAULTS, readFaults, type GivenFaults } from '../../src/mock/faults/table.js';
import { startMock, type Mock, type StartMockOptions } from '../../src/testing.js';
import { LampClient, LampMockServer } from '../apis/generated/lamp/index.js';
import { Collector } from '../runtime/harness.js';
import { root } from '../support/project.js';

const { EvseManagerConsumerClient, EvseManagerConsumerMockServer } = evseManagerConsumer;
const moduleId = 'm1';

interface LampRun {
  readonly mock: Mock;
  readonly lamp: LampMockServer;
  readonly client: LampClient;
  /** The levels that the client got. */
  readonly levels: Collector<number>;
  readonly invalid: Collector<unknown>;
}

/** Runs a client against a mock server with faults. */
async function withLamp(
  options: Partial<StartMockOptions> & { readonly faults: GivenFaults },
  run: (parts: LampRun) => Promise<void>,
): Promise<void> {
  await using mock = await startMock({
    ...{ apis: [LampMockServer], clock: 'fake', variables: { module_id: moduleId }, ...options },
  });
  const [levels, invalid] = [new Collector<number>(), new Collector<unknown>()];
  await using client = await LampClient.connect({
    ...{ url: mock.url, moduleId, onInvalidMessage: invalid.add },
  });
  await client.onLamp(({ level }) => levels.add(level));
  await run({ mock, client, levels, invalid, lamp: mock.server(LampMockServer) });
}

async function sendLevels(lamp: LampMockServer, count: number): Promise<void> {
  for (let level = 1; level <= count; level += 1) await lamp.sendLamp({ lamp_id: 'a', level });
}

/** Returns the levels that arrive up to the last one, which a fault must not touch. */
async function arrived(faults: GivenFaults, seed: number): Promise<readonly number[]> {
  let seen: readonly number[] = [];
  await withLamp({ faults, seed }, async ({ lamp, client, levels }) => {
    await sendLevels(lamp, 20);
    // What was sent before the reply has arrived before it, unless that is lost.
    await client.setLevel({ connector_id: 1, level: 1 }, { timeoutMs: 200 }).catch(() => undefined);
    seen = [...levels.items];
  });
  return seen;
}

const level = { connector_id: 1, level: 1 };

describe('time', () => {
  it('latency: messages arrive later, in their order', async () => {
    await withLamp({ faults: { latency: 'lognormal:200:1' } }, async ({ mock, lamp, levels }) => {
      await sendLevels(lamp, 10);
      expect(levels.items).toEqual([]);
      await mock.clock.advance(3_600_000);
      expect(await levels.reach(10)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    });
  });

  it('late-reply: the request times out, and messages come in time', async () => {
    const faults = { 'late-reply': 6_000 };
    await withLamp({ faults }, async ({ mock, client, lamp, levels }) => {
      await expect(client.setLevel(level, { timeoutMs: 50 })).rejects.toMatchObject({
        code: 'TIMEOUT',
      });
      const second = client.setLevel(level);
      await mock.expect('set_level').within(5_000).toHaveBeenCalledTimes(2);
      await sendLevels(lamp, 1);
      await levels.reach(1);
      await mock.clock.advance(6_000);
      expect(await second).toBe(true);
    });
  });

  it('has the distribution that its name says', () => {
    const keys = Array.from({ length: 4_000 }, (_, index) => `1 topic ${index}`);
    const times = (text: string): number[] =>
      keys.map((key) => latencyOf(readLatency(text), key)).toSorted((a, b) => a - b);
    const mean = times('normal:200:50').reduce((sum, ms) => sum + ms / keys.length, 0);
    expect(mean).toBeGreaterThan(195);
    expect(mean).toBeLessThan(205);
    const [median = 0, upper = 0] = [2_000, 3_365].map((index) => times('lognormal:100:1')[index]);
    expect(median).toBeGreaterThan(92);
    expect(median).toBeLessThan(108);
    // One deviation above the median.
    expect(upper / median).toBeGreaterThan(2.4);
    expect(upper / median).toBeLessThan(3.1);
    expect(new Set(times('200'))).toEqual(new Set([200]));
    expect(Math.max(...keys.map(chance))).toBeLessThan(1);
  });
});

describe('arrival', () => {
  it('loss: the same messages get lost with the same seed', async () => {
    const first = await arrived({ loss: 0.5 }, 1);
    expect(first.length).toBeGreaterThan(3);
    expect(first.length).toBeLessThan(17);
    expect(await arrived({ loss: 0.5 }, 1)).toEqual(first);
    expect(await arrived({ loss: 0.5 }, 2)).not.toEqual(first);
    expect(await arrived({ loss: 1 }, 1)).toEqual([]);
  });

  it('duplicate: messages arrive twice', async () => {
    await withLamp({ faults: { duplicate: 1 } }, async ({ lamp, levels }) => {
      await sendLevels(lamp, 2);
      expect(await levels.reach(4)).toEqual([1, 1, 2, 2]);
    });
  });

  it('reorder: messages arrive after the next one, or after a second', async () => {
    await withLamp({ faults: { reorder: 1 } }, async ({ mock, lamp, levels }) => {
      await sendLevels(lamp, 3);
      expect(await levels.reach(2)).toEqual([2, 1]);
      await mock.clock.advance(1_000);
      expect(await levels.reach(3)).toEqual([2, 1, 3]);
    });
  });

  it('kick: the client is disconnected, and comes back', async () => {
    const states = new Collector<string>();
    await using mock = await startMock({
      ...{ apis: [LampMockServer], clock: 'fake', variables: { module_id: moduleId } },
      faults: { kick: 30 },
    });
    await using client = await LampClient.connect({
      ...{ url: mock.url, moduleId, onStateChange: (state) => states.add(state) },
      reconnect: { baseDelayMs: 1, maxDelayMs: 1 },
    });
    await mock.clock.advance(30_000);
    expect(await states.reach(3)).toEqual(['connected', 'reconnecting', 'connected']);
    expect(await client.setLevel(level)).toBe(true);
  });
});

describe('content', () => {
  it('malformed-json: a message is not JSON', async () => {
    await withLamp({ faults: { 'malformed-json': 1 } }, async ({ lamp, invalid }) => {
      await sendLevels(lamp, 1);
      const [error] = await invalid.reach(1);
      expect(error).toMatchObject({ code: 'VALIDATION', issues: [{ keyword: 'json' }] });
    });
  });

  it('wrong-type: a value does not have its type', async () => {
    await withLamp({ faults: { 'wrong-type': 1 } }, async ({ client, lamp, invalid }) => {
      await sendLevels(lamp, 1);
      const [error] = await invalid.reach(1);
      expect(error).toMatchObject({ issues: [{ keyword: 'type' }] });
      // A client goes on waiting after a reply that is not valid, as EVerest does.
      const reply = client.setLevel(level, { timeoutMs: 100 });
      await expect(reply).rejects.toMatchObject({ code: 'TIMEOUT' });
    });
  });

  it('unknown-enum: a value is none of its enum', async () => {
    await using mock = await startMock({
      ...{ apis: [EvseManagerConsumerMockServer], everest: true, clock: 'fake', profile: 'main' },
      ...{ variables: { module_id: moduleId }, faults: { 'unknown-enum': 1 } },
    });
    const invalid = new Collector<unknown>();
    await using client = await EvseManagerConsumerClient.connect({
      ...{ url: mock.url, moduleId, onInvalidMessage: invalid.add },
    });
    await client.onSessionEvent(() => undefined);
    await mock.station.plugIn();
    const [error] = await invalid.reach(1);
    expect(error).toMatchObject({
      issues: [{ path: '/event', keyword: 'enum', received: 'UnknownValue' }],
    });
  });

  it('extra-field: an object has one property more', async () => {
    await withLamp({ faults: { 'extra-field': 1 } }, async ({ client, lamp }) => {
      const lamps = new Collector<object>();
      await client.onLamp(lamps.add);
      await sendLevels(lamp, 1);
      expect(await lamps.reach(1)).toMatchObject([{ level: 1, unexpected_field: true }]);
    });
  });

  it.each([
    [{ 'frozen-heartbeat': 2 }, [1, 2, 2, 2]],
    [{ 'reset-heartbeat': 3 }, [1, 2, 0, 1]],
  ])('%j', async (faults, beats) => {
    await using mock = await startMock({
      ...{ apis: [EvseManagerConsumerMockServer], everest: true, clock: 'fake', faults },
      variables: { module_id: moduleId },
    });
    await using client = await EvseManagerConsumerClient.connect({ url: mock.url, moduleId });
    const seen = new Collector<number>();
    await client.onHeartbeat(seen.add);
    await mock.clock.advance(4_000);
    expect(await seen.reach(4)).toEqual(beats);
  });
});

describe('values', () => {
  it.each([
    [{ los: 0.1 }, 'There is no fault "los"'],
    [{ loss: 2 }, 'The fault loss needs a share from 0 to 1, e.g. 0.1, and not 2'],
    [{ loss: '' }, 'The fault loss needs a share from 0 to 1'],
    [{ 'frozen-heartbeat': 0 }, 'needs a number of heartbeats from 1 on'],
    [{ latency: 'normal:5' }, 'The fault latency needs milliseconds, e.g. 200, normal:200:50'],
    [{ kick: 0 }, 'needs seconds from 0.1 to 86400'],
  ])('%j: %s', (faults, message) => {
    expect(() => readFaults(faults)).toThrow(message);
  });

  it('are told in the log', async () => {
    const lines = new Collector<string>();
    await withLamp({ faults: { duplicate: 1 }, log: lines.add }, async ({ lamp }) => {
      await sendLevels(lamp, 1);
      expect(lines.items.join('\n')).toContain('fault duplicate on lamps/1/m1/e2m/lamp');
    });
  });

  it('stand in the documentation', () => {
    const page = readFileSync(join(root, 'docs/mock-server.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z-]+)=(\S+)` +\| (.*?) +\|$/gm)];
    expect(rows.map(([, name, example, text]) => [name, example, text])).toEqual(
      Object.entries(FAULTS).map(([name, { example, summary }]) => [name, example, summary]),
    );
  });
});
