/** when and whether a client reconnects. */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { ConnectionError } from '../../templates/runtime/index.js';
import { Backoff } from '../../templates/runtime/connection/backoff.js';
import { mosquittoForTests, test } from './on-mosquitto.js';
import { useWatched } from './watched-client.js';

const watched = useWatched();
afterEach(() => void jest.restoreAllMocks());
const levels = [4, 5] as const;

describe('R-02: delays between attempts', () => {
  const delays = { baseDelayMs: 1000, maxDelayMs: 30_000 };
  const next = (backoff: Backoff, count: number): number[] =>
    Array.from({ length: count }, () => backoff.next(0));

  it('double up to the longest, and each one is random below its limit', () => {
    const limits = [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];
    expect(next(new Backoff(delays, () => 1), 7)).toEqual(limits);
    expect(next(new Backoff(delays, () => 0.25), 7)).toEqual(limits.map((limit) => limit / 4));
    expect(next(new Backoff(delays, () => 0), 2)).toEqual([0, 0]);
  });

  it('begin again only after a connection that has lasted longer than the longest', () => {
    const backoff = new Backoff(delays, () => 1);
    next(backoff, 4);
    backoff.connected(0);
    expect(backoff.next(30_000)).toBe(16_000);
    backoff.connected(0);
    expect(backoff.next(30_001)).toBe(1000);
  });

  it('are long at once where a refusal will hardly change', () => {
    expect(new Backoff(delays, () => 0).slow(0)).toBe(30_000);
    expect(new Backoff(delays, () => 0.5).slow(0)).toBe(45_000);
  });

  it('grow as well if the broker hangs up right after a good CONNACK', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0.999);
    const broker = await watched.broker({
      onConnected: (visitor, visit) => visit < 5 && visitor.hangUp(),
    });
    const { states } = await watched.connect({ url: broker.url, reconnect: { baseDelayMs: 10 } });
    await states.reach(11);
    const gaps = broker.visitors.slice(1).map(({ at }, i) => at - (broker.visitors[i]?.at ?? 0));
    // A timer may fire up to a millisecond early.
    [10, 20, 40, 80, 160].forEach((limit, i) =>
      expect(gaps[i]).toBeGreaterThanOrEqual(limit * 0.999 - 2),
    );
  });
});

describe.each(levels)('with MQTT protocol level %i', (protocolVersion) => {
  const mqtt = { protocolVersion };
  const code = (v4: number, v5: number): number => (protocolVersion === 4 ? v4 : v5);
  /** Hangs up on the first visit, and refuses the second one. */
  const refusingOnce = (refusal: number): Parameters<typeof watched.broker>[0] => ({
    connack: (visit) => (visit === 1 ? refusal : 0),
    onConnected: (visitor, visit) => visit === 0 && visitor.hangUp(),
  });

  it.each([
    ['the broker is not available', code(3, 0x88)],
    ['the client is not authorised', code(5, 0x87)],
  ])('fault 1: a refusal at a reconnect is retried: %s', async (meaning, refusal) => {
    const broker = await watched.broker(refusingOnce(refusal));
    const { client, states, errors } = await watched.connect({ url: broker.url, mqtt });
    expect(await states.reach(3)).toEqual(['connected', 'reconnecting', 'connected']);
    expect(client.state).toBe('connected');
    expect(errors.items).toEqual([
      expect.objectContaining({ code: 'CONNECTION', message: expect.stringContaining(meaning) }),
    ]);
  });

  it('R-04: a refusal of the credentials is retried slowly', async () => {
    const broker = await watched.broker(refusingOnce(code(4, 0x86)));
    const { states } = await watched.connect({
      url: broker.url,
      mqtt,
      reconnect: { baseDelayMs: 1, maxDelayMs: 100 },
    });
    await states.reach(3);
    const [, refused, accepted] = broker.visitors;
    expect((accepted?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(98);
  });

  it.each([
    ['does not speak this version of MQTT', code(1, 0x84)],
    ['does not allow this client id', code(2, 0x85)],
  ])('R-04: another refusal ends the client: the broker %s', async (meaning, refusal) => {
    const broker = await watched.broker(refusingOnce(refusal));
    const { client, states, reasons, errors } = await watched.connect({ url: broker.url, mqtt });
    const pending = client.sendLampStatus({ lamp_id: 'a', level: 1 });
    await expect(pending).rejects.toBeInstanceOf(ConnectionError);
    await states.reach(3);
    expect(client.state).toBe('failed');
    expect(reasons[1]).toContain(meaning);
    expect(errors.items.map(String)).toEqual([`ConnectionError: ${reasons[1] ?? ''}`]);
    await expect(client.getLamp()).rejects.toThrow(meaning);
    await client.close();
    expect(states.items).toEqual(['connected', 'reconnecting', 'failed', 'closed']);
    expect(broker.visitors).toHaveLength(2);
  });

  it('R-04: asks for credentials before each attempt', async () => {
    const broker = await watched.broker({
      onConnected: (visitor, visit) => visit < 2 && visitor.hangUp(),
    });
    let count = 0;
    const credentials = async (): Promise<{ username: string; password: string }> => {
      count += 1;
      await Promise.resolve();
      if (count === 2) throw new Error('the token server is away');
      return { username: 'station', password: `token ${String(count)}` };
    };
    const url = broker.url.replace('mqtt://', 'mqtt://old:old@');
    const { states, errors } = await watched.connect({ url, mqtt, credentials });
    await states.reach(5);
    const sent = broker.visitors.map(({ connect }) => [connect.username, String(connect.password)]);
    expect(sent).toEqual([1, 3, 4].map((number) => ['station', `token ${String(number)}`]));
    expect(errors.items.map(String)).toEqual([expect.stringContaining('token server is away')]);
  });

  it('fault 11: a CONNECT that is swallowed has a deadline', async () => {
    const broker = await watched.broker({
      connack: (visit) => (visit === 1 ? undefined : 0),
      onConnected: (visitor, visit) => visit === 0 && visitor.hangUp(),
    });
    const connecting = watched.connect({ url: broker.url, mqtt, connectTimeoutMs: 300 });
    const { states, errors } = await connecting;
    expect(await states.reach(3)).toEqual(['connected', 'reconnecting', 'connected']);
    expect(errors.items.map(String)).toEqual([expect.stringContaining('connectTimeoutMs')]);
  });

  it('does not reconnect with `reconnect: false`', async () => {
    const broker = await watched.broker({ onConnected: (visitor) => visitor.hangUp() });
    const { client, states } = await watched.connect({ url: broker.url, mqtt, reconnect: false });
    expect(await states.reach(2)).toEqual(['connected', 'failed']);
    expect(client.state).toBe('failed');
  });
});

describe('R-03: the session is taken over', () => {
  const mosquitto = mosquittoForTests();

  it('fault 12: the older client stops and says so, instead of fighting', async () => {
    const broker = await watched.broker({}, (visitor) =>
      visitor.send({ cmd: 'disconnect', reasonCode: 0x8e }),
    );
    const mqtt = { protocolVersion: 5 } as const;
    const { client, states, reasons, errors } = await watched.connect({ url: broker.url, mqtt });
    const lamps = client.lampStream()[Symbol.asyncIterator]();
    await expect(lamps.next()).rejects.toBeInstanceOf(ConnectionError);
    await expect(lamps.next()).resolves.toEqual({ done: true, value: undefined });
    expect(states.items).toEqual(['connected', 'failed']);
    expect(reasons).toEqual([
      expect.stringMatching(/another client with the same client id .*0x8e.*does not reconnect/),
    ]);
    expect(errors.items).toHaveLength(1);
    expect(broker.visitors).toHaveLength(1);
  });

  // MQTT 3.1.1 has no such message, and mosquitto 2.0.11 sends none with MQTT 5.
  test.each(levels)('fault 12: both are told if the broker is silent: level %i', async (level) => {
    const options = {
      url: mosquitto.url,
      mqtt: { protocolVersion: level, clientId: 'same' },
      reconnect: { baseDelayMs: 5, maxDelayMs: 1000 },
    };
    const both = [await watched.connect(options), await watched.connect(options)];
    const [error] = await Promise.race(both.map(({ errors }) => errors.reach(1)));
    expect(String(error)).toMatch(/closed 3 times in a row .*the same client id/);
  });

  test('each client has an id of its own by default', async () => {
    const ids = await Promise.all([1, 2].map(() => watched.connect({ url: mosquitto.url })));
    await Promise.all(ids.map(({ client }) => client.sendLampStatus({ lamp_id: 'a', level: 1 })));
    expect(ids.map(({ states }) => states.items)).toEqual([['connected'], ['connected']]);
  });
});
